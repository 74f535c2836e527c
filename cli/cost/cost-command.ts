import { explain, namesToExplain } from "../../models/cost/explanation";
import { commitmentOf, type CommitmentTerm } from "../../models/cost/scenarios/commitments";
import { didYouMean, InputError, parseTierName, show, TIER_NAMES } from "../../tiers";
import { commitmentText } from "./commitment-text";
import { estimateOptions, type EstimateChoices } from "./estimate-options";
import { estimateTier, type TierCost } from "../record/estimate-tier";
import { explanationText } from "./explanation-text";
import { overBudget } from "./over-budget";
import { sideBySideMarkdown, sideBySideText } from "./side-by-side";
import { tierCostMarkdown } from "./tier-markdown";
import { tierCostText } from "./tier-text";
import type { Result } from "../print/style";

export interface CostOptions extends EstimateChoices {
  readonly all?: true;
  readonly explain?: string;
  readonly commitment?: CommitmentTerm | "none";
  readonly markdown?: true;
}

/** What the gate says of one or more tiers; `undefined` when all of them are within their budgets. */
function gate(costs: readonly TierCost[]): string | undefined {
  const over = costs.flatMap(({ report }) => overBudget(report) ?? []);
  return over.length === 0 ? undefined : over.join("\n");
}

const gated = (result: Result, closed: string | undefined): Result =>
  closed === undefined ? result : { ...result, gate: closed };

function explanation({ report, book }: TierCost, asked: string): Result {
  const found = explain(report, book, asked);
  if (found.lines.length + found.free.length === 0)
    throw new InputError(
      `Nothing in tier ${report.tier} is called ${show(asked)}${didYouMean(asked, namesToExplain(report)) || "."} See the names with: ./scale manifest ${report.tier}`,
    );
  return { json: found, text: (style) => explanationText(found, style) };
}

async function oneTier(tierText: string, options: CostOptions): Promise<Result> {
  const name = parseTierName(tierText);
  const cost = await estimateTier(name, estimateOptions(options));
  if (options.explain !== undefined) return explanation(cost, options.explain);
  const { commitment = "none" } = options;
  if (commitment !== "none") {
    const scenario = commitmentOf(cost.report, commitment);
    return { json: scenario, text: (style) => commitmentText(scenario, style) };
  }
  return gated(
    {
      json: cost.report,
      text: (style) => (options.markdown ? tierCostMarkdown(cost) : tierCostText(cost, style)),
    },
    gate([cost]),
  );
}

async function allTiers(options: CostOptions): Promise<Result> {
  const common = estimateOptions(options);
  const costs: TierCost[] = [];
  // One after another: a process holds one mocked program at a time.
  for (const name of TIER_NAMES) costs.push(await estimateTier(name, common));
  return gated(
    {
      json: { schemaVersion: 1, tiers: costs.map(({ report }) => report) },
      text: (style) =>
        options.markdown ? `${sideBySideMarkdown(costs, "###")}\n` : sideBySideText(costs, style),
    },
    gate(costs),
  );
}

/** `scale cost <tier>` or `scale cost --all`: what everything costs in a month, against the budget. */
export function costCommand(tierText: string, options: CostOptions): Promise<Result> {
  if (options.all !== true && tierText === "")
    throw new InputError("Name a tier, or give --all for all of them side by side.");
  if (options.all !== true) return oneTier(tierText, options);
  if (tierText !== "") throw new InputError("Give a tier or --all, not both.");
  return allTiers(options);
}
