import { resolve } from "node:path";
import { costBeside, reviewOf, type Review, type ReviewCost } from "../../models/reports/review";
import { closedGate, type DowntimeClass } from "../../models/upgrade/gate";
import { upgradeReport } from "../../models/upgrade/upgrade";
import { InputError, TIER_NAMES } from "../../tiers";
import { recordedManifest } from "../record/recorded-manifest";
import { readBase } from "./base-checkout";
import { reviewMarkdown } from "./review-markdown";
import { stackFiles } from "../read/stack-files";
import type { Result } from "../print/style";
import { readAcknowledgements } from "../read/read-acknowledgements";
import { recordStackStep, tierEnd } from "../record/record-step";

export interface ReviewOptions {
  readonly base?: string;
  readonly thresholdUsd?: string;
  readonly gate?: true;
  readonly allowDowntime?: DowntimeClass;
  readonly acknowledgements?: string;
  readonly markdown?: true;
}

type Upgrade = Review["upgrades"][number];

const DEFAULT_THRESHOLD_USD = 1;

function thresholdOf(text: string | undefined): number {
  const threshold = text === undefined ? DEFAULT_THRESHOLD_USD : Number(text);
  if (text?.trim() === "" || !Number.isFinite(threshold) || threshold < 0)
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
  if (options.base === undefined)
    throw new InputError(
      "Name the checkout to compare with by --base, such as: git worktree add ../base origin/main && npm ci --prefix ../base",
    );
  const threshold = thresholdOf(options.thresholdUsd);
  const base = resolve(options.base);
  const acknowledged =
    options.acknowledgements === undefined ? [] : readAcknowledgements(options.acknowledgements);
  const { costs, upgrades } = await tierChanges(base);
  const review = reviewOf(costs, [...upgrades, ...(await stackChanges(base, head))], threshold);
  const objections =
    options.gate === true
      ? review.upgrades.flatMap(({ stack, report }) =>
          closedGate(
            report,
            options.allowDowntime ?? "failover",
            acknowledged,
            today.toISOString().slice(0, 10),
          ).map((why) => `${stack === null ? `tier ${report.to}` : `stack ${stack}`}, ${why}`),
        )
      : [];
  return {
    json: review,
    text: () =>
      options.markdown === true || !review.isQuiet
        ? reviewMarkdown(review)
        : `Nothing changes beyond $${threshold.toFixed(2)} a month and without interruption.\n`,
    ...(objections.length === 0
      ? {}
      : { gate: ["What this changes needs somebody's consent:", ...objections].join("\n  ") }),
  };
}
