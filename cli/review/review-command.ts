import { resolve } from "node:path";
import { Option } from "commander";
import { costBeside, reviewOf, type Review, type ReviewCost } from "../../models/reports/review";
import { acknowledgedStacks, stepAcknowledgements } from "../../models/upgrade/gate";
import { upgradeReport } from "../../models/upgrade/upgrade";
import { InputError, TIER_NAMES } from "../../tiers";
import { recordedManifest } from "../record/recorded-manifest";
import { isSameProgram, readBase, readBaseStack } from "./base-checkout";
import { stackFiles } from "../read/stack-files";
import { resultOf, type Result } from "../print/result";
import { tierEnd } from "../record/record-step";
import { reportCommand, type OutputOptions, type Register } from "../run/command";
import {
  acknowledgementsOf,
  addGateOptions,
  gateText,
  objectionsTo,
  refuseWithoutStep,
  type GateOptions,
} from "../upgrade/gate-options";
import { reviewDocument } from "./review-document";
import { reviewStacks, type StackReview } from "./review-stacks";

interface ReviewOptions extends GateOptions {
  /** Folder. */
  readonly base: string;
  readonly thresholdUsd?: number;
  readonly markdown?: true;
}

type Upgrade = Review["upgrades"][number];

const DEFAULT_THRESHOLD_USD = 1;

/** Dollars a month, 0 or more. @throws InputError */
function parseThreshold(text: string): number {
  const threshold = Number(text);
  if (text.trim() === "" || !Number.isFinite(threshold) || threshold < 0)
    throw new InputError(`--threshold-usd is "${text}"; allowed: dollars a month, 0 or more, such as 5.`);
  return threshold;
}

interface TierChanges {
  readonly costs: readonly ReviewCost[];
  readonly upgrades: readonly Upgrade[];
}

/** Each tier as the other checkout builds it, and as this one does. */
async function tierChanges(base: string): Promise<TierChanges> {
  const before = await readBase(base, TIER_NAMES);
  const costs: ReviewCost[] = [];
  const upgrades: Upgrade[] = [];
  for (const name of TIER_NAMES) {
    const own = before.get(name);
    if (own === undefined) continue;
    const from = tierEnd(own);
    const to = tierEnd(await recordedManifest(name));
    costs.push(costBeside(from.cost, to.cost));
    const report = upgradeReport(from, to);
    const { creates, updates, replaces, deletes, tagOnly } = report.totals;
    if (creates + updates + replaces + deletes + tagOnly > 0) upgrades.push({ stack: null, report });
  }
  return { costs, upgrades };
}

/** Why a stack as a whole needs somebody's consent, unless somebody has answered for it. */
const stackObjections = (
  { line: { stack }, objections }: StackReview,
  acknowledged: readonly string[],
): string[] => (acknowledged.includes(stack) ? [] : objections.map((why) => `stack ${stack}: ${why}`));

/**
 * `scale review --base <folder>`: what this checkout changes against another one, for its pull request.
 * @param head this checkout; tests name their own
 */
export async function reviewCommand(
  options: ReviewOptions,
  today = new Date(),
  head = process.cwd(),
): Promise<Result> {
  const { thresholdUsd = DEFAULT_THRESHOLD_USD } = options;
  const base = resolve(options.base);
  const given = acknowledgementsOf(options);
  const acknowledged = stepAcknowledgements(given);
  const day = today.toISOString().slice(0, 10);
  const { costs, upgrades: ofTiers } = await tierChanges(base);
  const stacks = await reviewStacks(stackFiles(base), stackFiles(head, [base]), {
    day,
    askBase: async (stack) => (isSameProgram(base) ? undefined : await readBaseStack(base, stack)),
  });
  const upgrades = [...ofTiers, ...stacks.flatMap(({ upgrade }) => upgrade ?? [])];
  refuseWithoutStep(
    acknowledged,
    upgrades.map(({ report }) => report),
    options,
    day,
  );
  const objections = [
    ...stacks.flatMap((stack) => stackObjections(stack, acknowledgedStacks(given, day))),
    ...upgrades.flatMap(({ stack, report }) =>
      objectionsTo(report, options, acknowledged, day).map(
        (why) => `${stack === null ? `tier ${report.to}` : `stack ${stack}`}, ${why}`,
      ),
    ),
  ];
  const gate = options.gate === true ? [...new Set(objections)] : null;
  const review = reviewOf(
    { costs: [...costs], upgrades, stacks: stacks.map(({ line }) => line), gate },
    thresholdUsd,
  );
  const result = resultOf(review, () => reviewDocument(review), {
    ...options,
    gate: gateText("What this changes needs somebody's consent:", gate ?? []),
  });
  // A pull request gets no comment when there is nothing to say.
  return options.markdown === true && review.isQuiet ? { ...result, text: () => "" } : result;
}

export const registerReview: Register = (program, run) => {
  const command = reportCommand(
    program,
    "review",
    "what a checkout changes against another one: costs, and what each stack would go through",
  )
    .addOption(
      new Option(
        "--base <folder>",
        "the checkout to compare with, its packages installed: git worktree add ../base origin/main && npm ci --prefix ../base",
      ).makeOptionMandatory(),
    )
    .addOption(
      new Option("--threshold-usd <n>", "stay quiet below it, in dollars a month (default: 1)").argParser(
        parseThreshold,
      ),
    );
  addGateOptions(command)
    .addOption(new Option("--markdown", "print nothing when there is nothing to say").conflicts("json"))
    .action((options: ReviewOptions & OutputOptions) => run(options, () => reviewCommand(options)));
};
