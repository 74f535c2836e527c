import { wholeCents } from "../../kinds/pricing/figures";
import { z } from "zod";
import { TIER_NAMES } from "../../tiers";
import type { CostReport } from "../cost/report";
import { upgradeSchema, type UpgradeReport } from "../upgrade/report";

const usd = z.number();

/** What a change of this repository does to the tiers and to the stacks that it has values for. */
export const reviewSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    thresholdUsd: usd.describe("Least change of a month's expected cost or ceiling that is worth a word"),
    isQuiet: z.boolean().describe("Nothing is beyond the threshold, interrupts anything or risks data"),
    costs: z.array(
      z.strictObject({
        tier: z.enum(TIER_NAMES),
        budgetMonthlyUsd: usd,
        expectedBeforeMonthlyUsd: usd,
        expectedAfterMonthlyUsd: usd,
        ceilingBeforeMonthlyUsd: usd,
        ceilingAfterMonthlyUsd: usd,
      }),
    ),
    upgrades: z
      .array(
        z.strictObject({
          stack: z.string().nullable().describe("Null for every stack at that tier"),
          report: upgradeSchema,
        }),
      )
      .describe("What each changed tier, and each stack with other values, would go through"),
  })
  .meta({
    id: "Review",
    title: "What a pull request changes",
    description: "Printed by `scale review --base <folder> --json`",
  });

export type Review = z.infer<typeof reviewSchema>;
export type ReviewCost = Review["costs"][number];

/** The two costs of one tier side by side, in whole cents. */
export const costBeside = (before: CostReport, after: CostReport): ReviewCost => ({
  tier: after.tier,
  budgetMonthlyUsd: after.budgetMonthlyUsd,
  expectedBeforeMonthlyUsd: wholeCents(before.expectedMonthlyUsd),
  expectedAfterMonthlyUsd: wholeCents(after.expectedMonthlyUsd),
  ceilingBeforeMonthlyUsd: wholeCents(before.ceilingMonthlyUsd),
  ceilingAfterMonthlyUsd: wholeCents(after.ceilingMonthlyUsd),
});

/** The larger of the two changes. */
export const costChange = (cost: ReviewCost): number =>
  Math.max(
    Math.abs(cost.expectedAfterMonthlyUsd - cost.expectedBeforeMonthlyUsd),
    Math.abs(cost.ceilingAfterMonthlyUsd - cost.ceilingBeforeMonthlyUsd),
  );

const isWorthAWord = ({ totals, blocked, phases }: UpgradeReport): boolean =>
  totals.worstDowntime.class !== "none" ||
  totals.dataRisk !== "none" ||
  blocked.length > 0 ||
  phases.some(({ steps }) =>
    steps.some(({ reversible, operation }) => !reversible && operation !== "tag-only"),
  );

/** Puts a review together. A stack that moves to another tier is always worth a word. */
export function reviewOf(
  costs: readonly ReviewCost[],
  upgrades: Review["upgrades"],
  thresholdUsd: number,
): Review {
  return {
    schemaVersion: 1,
    thresholdUsd,
    isQuiet:
      costs.every((cost) => costChange(cost) < thresholdUsd) &&
      upgrades.every(({ report }) => report.from === report.to && !isWorthAWord(report)),
    costs: [...costs],
    upgrades,
  };
}
