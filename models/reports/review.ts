import { wholeCents } from "../../kinds/pricing/figures";
import { z } from "zod";
import { TIER_NAMES } from "../../tiers";
import type { CostReport } from "../cost/report";
import { upgradeSchema, type UpgradeReport } from "../upgrade/report";

const usd = z.number();
const orNull = "null where there is none, or nobody knows it";
const notKnown = "Null when something of it has no price";

/** What a change does to one stack, in one line. */
const stackSchema = z
  .strictObject({
    stack: z.string().describe("Its name; the path of a file that Pulumi does not read"),
    file: z.string(),
    change: z.enum(["changed", "new", "removed", "notJudged"]),
    tierBefore: z.enum(TIER_NAMES).nullable().describe(orNull),
    tierAfter: z.enum(TIER_NAMES).nullable().describe(orNull),
    expectedBeforeMonthlyUsd: usd.nullable().describe(orNull),
    expectedAfterMonthlyUsd: usd.nullable().describe(orNull),
    ceilingAfterMonthlyUsd: usd.nullable().describe(orNull),
    budgetMonthlyUsd: usd.nullable().describe(orNull),
    worstDowntime: upgradeSchema.shape.totals.shape.worstDowntime
      .nullable()
      .describe("Null unless the stack is changed"),
    irreversibleSteps: z.int().nullable().describe("Null unless the stack is changed"),
    notes: z
      .array(z.string())
      .describe("What else is to be known: why it is not judged, what pulumi up refuses"),
  })
  .meta({ id: "ReviewStack" });

/** What a change of this repository does to the tiers and to the stacks that it has values for. */
export const reviewSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    thresholdUsd: usd.describe("Least change of a month's expected cost or ceiling that is worth a word"),
    isQuiet: z.boolean().describe("Nothing is beyond the threshold, interrupts anything or risks data"),
    gate: z
      .array(z.string())
      .nullable()
      .describe("What needs somebody's consent; null when nobody asked for the gate"),
    stacks: z
      .array(stackSchema)
      .describe("Each stack that is changed, new or gone, and each that cannot be judged"),
    costs: z.array(
      z.strictObject({
        tier: z.enum(TIER_NAMES),
        budgetMonthlyUsd: usd,
        expectedBeforeMonthlyUsd: usd.nullable().describe(notKnown),
        expectedAfterMonthlyUsd: usd.nullable().describe(notKnown),
        ceilingBeforeMonthlyUsd: usd.nullable().describe(notKnown),
        ceilingAfterMonthlyUsd: usd.nullable().describe(notKnown),
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
export type ReviewStack = Review["stacks"][number];

/** The two costs of one tier side by side, in whole cents. */
export const costBeside = (before: CostReport, after: CostReport): ReviewCost => ({
  tier: after.tier,
  budgetMonthlyUsd: after.budgetMonthlyUsd,
  expectedBeforeMonthlyUsd: wholeCents(before.expectedMonthlyUsd),
  expectedAfterMonthlyUsd: wholeCents(after.expectedMonthlyUsd),
  ceilingBeforeMonthlyUsd: wholeCents(before.ceilingMonthlyUsd),
  ceilingAfterMonthlyUsd: wholeCents(after.ceilingMonthlyUsd),
});

/** What a change comes to; beyond every threshold when one end is not known, and nothing when neither is. */
function changeOf(before: number | null, after: number | null): number {
  if (before === null && after === null) return 0;
  return before === null || after === null ? Infinity : Math.abs(after - before);
}

/** The larger of the two changes. */
export const costChange = (cost: ReviewCost): number =>
  Math.max(
    changeOf(cost.expectedBeforeMonthlyUsd, cost.expectedAfterMonthlyUsd),
    changeOf(cost.ceilingBeforeMonthlyUsd, cost.ceilingAfterMonthlyUsd),
  );

const isWorthAWord = ({ totals, blocked, phases }: UpgradeReport): boolean =>
  totals.worstDowntime.class !== "none" ||
  totals.dataRisk !== "none" ||
  blocked.length > 0 ||
  phases.some(({ steps }) =>
    steps.some(({ reversible, operation }) => !reversible && operation !== "tag-only"),
  );

/** A stack's dollars change by as much as is worth a word, or there is something else to say of it. */
const isLoud = (
  { change, expectedBeforeMonthlyUsd: before, expectedAfterMonthlyUsd: after, notes }: ReviewStack,
  thresholdUsd: number,
): boolean =>
  change !== "changed" || notes.length > 0 || Math.abs((after ?? 0) - (before ?? 0)) >= thresholdUsd;

/** What a review is made of. */
type Parts = Pick<Review, "costs" | "upgrades" | "stacks" | "gate">;

/** Puts a review together. A stack that moves to another tier is always worth a word. */
export const reviewOf = ({ costs, upgrades, stacks, gate }: Parts, thresholdUsd: number): Review => ({
  schemaVersion: 1,
  thresholdUsd,
  isQuiet:
    costs.every((cost) => costChange(cost) < thresholdUsd) &&
    upgrades.every(({ report }) => report.from === report.to && !isWorthAWord(report)) &&
    stacks.every((stack) => !isLoud(stack, thresholdUsd)) &&
    (gate === null || gate.length === 0),
  gate,
  stacks,
  costs,
  upgrades,
});
