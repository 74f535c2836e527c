import { z } from "zod";
import { STACK_SUBJECT } from "../manifest/stack-subject";
import {
  CHANGE_CLASSES,
  COST_COMPONENTS,
  firewallNotice,
  TIER_NAMES,
  type CostComponent,
  type TierSpec,
} from "../../tiers";
import { costSchema, type CostReport } from "../cost/report";
import { missingPrices } from "../cost/unpriced";
import { capacityOf } from "../capacity/capacity";
import { isCustomResource, type Manifest } from "../manifest/manifest";
import { sizeChanges } from "./size-changes";
import { versionWarnings, versionWarningSchema } from "./version-warnings";

const kindSchema = z.strictObject({
  type: z.string().describe("Pulumi type token"),
  count: z.int().min(1),
});

/** What a tier consists of, in plain words. */
export const previewSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    stack: STACK_SUBJECT,
    region: z.string(),
    users: z.int(),
    comfortableUsers: z.int().describe("Users the sizes carry at their hard limits"),
    monthlyBudgetUsd: z.int().describe("USD a month"),
    cost: z
      .strictObject({
        floorMonthlyUsd: costSchema.shape.floorMonthlyUsd,
        expectedMonthlyUsd: costSchema.shape.expectedMonthlyUsd,
        ceilingMonthlyUsd: costSchema.shape.ceilingMonthlyUsd,
        usdPerUser: costSchema.shape.usdPerUser,
        priceBook: costSchema.shape.priceBook,
        missingPrices: z
          .array(z.string())
          .describe("Keys of prices that the region's book lacks; empty where the totals are known"),
      })
      .describe("Headline of `scale cost <tier>`"),
    parts: z.array(
      z.strictObject({
        component: z.enum(COST_COMPONENTS),
        title: z.string(),
        monthlyBudgetUsd: z.number().describe("The part's share of the budget, USD a month"),
        expectedMonthlyUsd: z.number().describe("The expected load, USD a month"),
        sizes: z.array(z.string()),
        resources: z.int().describe("Cloud and cluster objects, components not counted"),
        protected: z.int(),
      }),
    ),
    asOf: z.iso.date().describe("Day that the warnings are counted from"),
    versions: z
      .array(versionWarningSchema)
      .describe("Versions whose standard support ends within 120 days, the earliest first"),
    firewall: z.string().nullable().describe("What its firewall lets through that it looks as if it refused"),
    givesUp: z.array(z.string()).describe("What the tier does without, compared with the largest one"),
    kinds: z.array(kindSchema).describe("Resources by type, most first"),
    protectedKinds: z.array(kindSchema).describe("Protected resources by type, most first"),
    resources: z.int(),
    next: z
      .strictObject({
        tier: z.enum(TIER_NAMES),
        monthlyBudgetUsd: z.number(),
        changes: z.array(
          z.strictObject({
            path: z.string(),
            from: z.unknown(),
            to: z.unknown(),
            change: z.enum(CHANGE_CLASSES),
            unit: z.string(),
          }),
        ),
      })
      .nullable(),
  })
  .meta({
    id: "Preview",
    title: "What a tier consists of",
    description: "Printed by `scale preview <tier> --json`",
  });

export type Preview = z.infer<typeof previewSchema>;
type Kind = z.infer<typeof kindSchema>;

/** A part of the platform as a person knows it, and the sizes of it that matter. */
export interface PartSummary {
  readonly component: CostComponent;
  readonly title: string;
  readonly sizes: readonly string[];
}

/** What the sizes of a tier come to, in the words of the command. */
export interface TierSummary {
  readonly parts: readonly PartSummary[];
  /** What the tier does without, compared with the largest one. */
  readonly givesUp: readonly string[];
}

function byKind(types: readonly string[]): Kind[] {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .map(([type, count]) => ({ type, count }))
    .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}

/**
 * Joins a tier's sizes with what its manifest builds and what that costs.
 * @param asOf YYYY-MM-DD
 */
export function previewOf(
  tier: TierSpec,
  manifest: Manifest,
  next: TierSpec | undefined,
  cost: CostReport,
  { parts, givesUp }: TierSummary,
  asOf: string,
): Preview {
  const resources = manifest.resources.filter(isCustomResource);
  const guarded = resources.filter(({ protect }) => protect);
  return {
    schemaVersion: 1,
    tier: tier.name,
    region: manifest.region,
    users: tier.users,
    comfortableUsers: capacityOf(tier).users,
    monthlyBudgetUsd: tier.monthlyBudgetUsd,
    cost: {
      floorMonthlyUsd: cost.floorMonthlyUsd,
      expectedMonthlyUsd: cost.expectedMonthlyUsd,
      ceilingMonthlyUsd: cost.ceilingMonthlyUsd,
      usdPerUser: cost.usdPerUser,
      priceBook: cost.priceBook,
      missingPrices: missingPrices(cost),
    },
    parts: parts.map(({ component, title, sizes }) => {
      const own = resources.filter((resource) => resource.component === component);
      return {
        component,
        title,
        monthlyBudgetUsd: tier.budgetLinesUsd[component],
        expectedMonthlyUsd:
          cost.components.find((each) => each.component === component)?.expectedMonthlyUsd ?? 0,
        sizes: [...sizes],
        resources: own.length,
        protected: own.filter(({ protect }) => protect).length,
      };
    }),
    asOf,
    versions: versionWarnings(tier, asOf),
    firewall: firewallNotice(tier) ?? null,
    givesUp: [...givesUp],
    kinds: byKind(resources.map(({ type }) => type)),
    protectedKinds: byKind(guarded.map(({ type }) => type)),
    resources: resources.length,
    next:
      next === undefined
        ? null
        : {
            tier: next.name,
            monthlyBudgetUsd: next.monthlyBudgetUsd,
            changes: sizeChanges(tier, next),
          },
  };
}
