import { Option } from "commander";
import { explain, namesToExplain, promisesOf } from "../../models/cost/explanation";
import { COMMITMENT_TERMS, commitmentOf, type CommitmentTerm } from "../../models/cost/scenarios/commitments";
import { didYouMean, InputError, show, TIER_NAMES, type TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { estimateTier, type TierCost } from "../record/estimate-tier";
import { isStack, ofTier, subjectOf, withStack, type Subject } from "../record/subject";
import { reportCommand, stackOption, tierArgument, type OutputOptions, type Register } from "../run/command";
import { commitmentDocument } from "./commitment-document";
import {
  addEstimateOptions,
  estimateOptions,
  refuseSecondRegion,
  type EstimateChoices,
} from "./estimate-options";
import { explanationDocument } from "./explanation-document";
import { overBudget } from "./over-budget";
import { measureLines } from "./promise-lines";
import { registerReconcile } from "./reconcile-command";
import { sideBySideDocument } from "./side-by-side-document";
import { tierCostDocument } from "./tier-cost-document";

interface CostOptions extends EstimateChoices {
  readonly stack?: string;
  readonly all?: true;
  readonly explain?: string;
  readonly commitment?: CommitmentTerm | "none";
}

/** What the gate says of one or more tiers; `undefined` when all of them are within their budgets. */
function gateOf(costs: readonly TierCost[]): string | undefined {
  const over = costs.flatMap(({ report, subject }) => overBudget(report, subject.title) ?? []);
  return over.length === 0 ? undefined : over.join("\n");
}

function explanation({ report, book, manifest }: TierCost, asked: string): Result {
  const promises = promisesOf(manifest);
  const found = explain(report, book, asked, promises, (promise) => measureLines(report, promise));
  if (found.lines.length + found.unpriced.length + found.free.length === 0)
    throw new InputError(
      `Nothing in tier ${report.tier} is called ${show(asked)}${didYouMean(asked, namesToExplain(report, promises)) || "."} See the names with: ./scale manifest ${report.tier}`,
    );
  return resultOf(found, () => explanationDocument(found));
}

async function oneTier(subject: Subject, options: CostOptions): Promise<Result> {
  const cost = await estimateTier(subject, estimateOptions(options));
  if (options.explain !== undefined) return explanation(cost, options.explain);
  const { commitment = "none" } = options;
  if (commitment !== "none") {
    const scenario = commitmentOf(cost.report, commitment);
    return resultOf(scenario, () => commitmentDocument(scenario));
  }
  return resultOf(withStack(cost.report, subject), () => tierCostDocument(cost), {
    ...options,
    gate: gateOf([cost]),
  });
}

async function allTiers(options: CostOptions): Promise<Result> {
  const common = estimateOptions(options);
  const costs: TierCost[] = [];
  // One after another: a process holds one mocked program at a time.
  for (const name of TIER_NAMES) costs.push(await estimateTier(ofTier(name), common));
  const json = { schemaVersion: 1, tiers: costs.map(({ report }) => report) };
  return resultOf(json, () => sideBySideDocument(costs), { ...options, gate: gateOf(costs) });
}

/** `scale cost <tier>` or `scale cost --all`: what everything costs in a month, against the budget. */
function costCommand(tier: TierName | undefined, options: CostOptions): Promise<Result> {
  const { all, stack } = options;
  refuseSecondRegion(options);
  if (all !== true) {
    if (tier === undefined && stack === undefined)
      throw new InputError("Name a tier, or a stack by --stack, or give --all for all tiers side by side.");
    return oneTier(subjectOf(tier, stack), options);
  }
  if (tier !== undefined || stack !== undefined)
    throw new InputError(`Give ${tier === undefined ? "--stack" : "a tier"} or --all, not both.`);
  return allTiers(options);
}

export const registerCost: Register = (program, run) => {
  const command = reportCommand(
    program,
    "cost",
    "what a tier costs in a month, line by line, against its budget",
  )
    .addArgument(tierArgument("[tier]", { commands: ["reconcile"], stack: { command: "cost", isStack } }))
    .addOption(stackOption())
    .addOption(new Option("--all", "all tiers side by side"))
    .addOption(
      new Option(
        "--explain <name>",
        "how the lines of a resource, type, item, price or promise come about",
      ).conflicts(["all", "commitment", "markdown"]),
    );
  addEstimateOptions(command)
    .addOption(
      new Option("--commitment <term>", "what committing the steady part saves")
        .choices(["none", ...COMMITMENT_TERMS])
        .conflicts(["all", "markdown"]),
    )
    .enablePositionalOptions()
    .action((tier: TierName | undefined, options: CostOptions & OutputOptions) =>
      run(options, () => costCommand(tier, options)),
    );
  registerReconcile(command, run);
};
