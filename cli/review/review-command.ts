import { resolve } from "node:path";
import { Option } from "commander";
import { costBeside, reviewOf, type Review, type ReviewCost } from "../../models/reports/review";
import { upgradeReport } from "../../models/upgrade/upgrade";
import { InputError, TIER_NAMES } from "../../tiers";
import { recordedManifest } from "../record/recorded-manifest";
import { readBase } from "./base-checkout";
import { stackFiles } from "../read/stack-files";
import { resultOf, type Result } from "../print/result";
import { recordStackStep, tierEnd } from "../record/record-step";
import { reportCommand, type OutputOptions, type Register } from "../run/command";
import {
  acknowledgedSteps,
  addGateOptions,
  gateText,
  objectionsTo,
  type GateOptions,
} from "../upgrade/gate-options";
import { reviewDocument } from "./review-document";

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

/** Each stack whose values are others: what the program of this checkout makes of the old ones and of the new. */
async function stackChanges(base: string, head: string): Promise<Upgrade[]> {
  const before = stackFiles(base);
  const upgrades: Upgrade[] = [];
  for (const { stack, tier, config } of stackFiles(head).values()) {
    const own = before.get(stack);
    if (own === undefined) continue;
    if (own.tier === tier && JSON.stringify(own.config) === JSON.stringify(config)) continue;
    const step = await recordStackStep(own, { tier, config });
    upgrades.push({ stack, report: upgradeReport(step.from, step.to, step.between) });
  }
  return upgrades;
}

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
  const acknowledged = acknowledgedSteps(options);
  const { costs, upgrades } = await tierChanges(base);
  const review = reviewOf(costs, [...upgrades, ...(await stackChanges(base, head))], thresholdUsd);
  const day = today.toISOString().slice(0, 10);
  const objections = review.upgrades.flatMap(({ stack, report }) =>
    objectionsTo(report, options, acknowledged, day).map(
      (why) => `${stack === null ? `tier ${report.to}` : `stack ${stack}`}, ${why}`,
    ),
  );
  const result = resultOf(review, () => reviewDocument(review), {
    ...options,
    gate: gateText("What this changes needs somebody's consent:", objections),
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
