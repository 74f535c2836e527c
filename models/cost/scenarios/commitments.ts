import { z } from "zod";
import { InputError, TIER_NAMES } from "../../../tiers";
import { addPrices, whyNoTotal } from "../unpriced";
import type { CostLine, CostReport } from "../report";
import data from "./commitment-discounts.json";

/** Terms that can be bought. */
export const COMMITMENT_TERMS = ["1y", "3y"] as const;
export type CommitmentTerm = (typeof COMMITMENT_TERMS)[number];

const COMMITMENT_SERVICES = ["computeSavingsPlan", "rdsReserved", "elastiCacheReserved"] as const;
type CommitmentService = (typeof COMMITMENT_SERVICES)[number];

const discountSchema = z.strictObject({
  service: z.enum(COMMITMENT_SERVICES),
  term: z.enum(COMMITMENT_TERMS),
  payment: z.enum(["no upfront", "partial upfront"]),
  fraction: z.number().gt(0).lt(1).describe("Share of the on-demand price that is saved"),
  source: z.string().min(1),
  asOf: z.string().regex(/^\d{4}-\d\d$/),
  isAssumed: z.boolean().describe("No source names the figure"),
});

const { discounts } = z.strictObject({ asOf: z.string(), discounts: z.array(discountSchema) }).parse(data);

const usd = (what: string) => z.number().describe(`${what}, USD a month`);

/** What a tier costs when its steady part is bought for one or three years. */
export const commitmentSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    term: z.enum(COMMITMENT_TERMS),
    months: z.int().describe("Length of the term"),
    onDemandMonthlyUsd: usd("Expected cost without a commitment"),
    committedMonthlyUsd: usd("Expected cost with it"),
    savingMonthlyUsd: usd("Difference of the two"),
    services: z.array(
      z.strictObject({
        ...discountSchema.omit({ term: true }).shape,
        onDemandMonthlyUsd: usd("What is committed, at the on-demand price: what runs at the floor"),
        committedMonthlyUsd: usd("The same under the commitment"),
        breakEvenMonth: z
          .int()
          .describe("Whoever leaves the size before this month has ended pays more than on demand"),
      }),
    ),
  })
  .meta({
    id: "Commitment",
    title: "What a commitment saves",
    description: "Printed by `scale cost <tier> --commitment 1y --json`",
  });

export type Commitment = z.infer<typeof commitmentSchema>;

const MONTHS: Readonly<Record<CommitmentTerm, number>> = { "1y": 12, "3y": 36 };

/** Price keys of what a plan or a reservation covers: hours of instances, not their disks, fees or traffic. */
const COVERED: Readonly<Record<CommitmentService, RegExp>> = {
  computeSavingsPlan: /^ec2\./,
  rdsReserved: /^rds\.postgres\.(?:singleAz|multiAz)\.db\./,
  elastiCacheReserved: /^elasticache\.valkey\.cache\./,
};

const isCovered = (service: CommitmentService, { priceKey, unit }: CostLine): boolean =>
  unit === "hour" && COVERED[service].test(priceKey);

/**
 * First month of use after which the commitment has cost no more than on demand would have. It is owed for the
 * whole term, so leaving in month m costs `months × (1 - fraction)` monthly prices, and on demand m of them.
 */
export function breakEvenMonth(months: number, fraction: number): number {
  return Math.ceil(Number((months * (1 - fraction)).toFixed(9)));
}

/**
 * The scenario of a term. Only what runs at the floor is committed: the rest comes and goes.
 * @throws InputError when the cost without a commitment is not known
 */
export function commitmentOf(report: CostReport, term: CommitmentTerm): Commitment {
  const { expectedMonthlyUsd: onDemand } = report;
  if (onDemand === null)
    throw new InputError(
      `What a commitment saves cannot be said: ${whyNoTotal(report) ?? "the cost without one is not known"}. ${addPrices(report.region)}`,
    );
  const months = MONTHS[term];
  const services = discounts
    .filter((discount) => discount.term === term)
    .map(({ term: _, ...discount }) => {
      const onDemandMonthlyUsd = report.lines
        .filter((line) => isCovered(discount.service, line))
        .reduce((sum, { floorMonthlyUsd }) => sum + floorMonthlyUsd, 0);
      return {
        ...discount,
        onDemandMonthlyUsd,
        committedMonthlyUsd: onDemandMonthlyUsd * (1 - discount.fraction),
        breakEvenMonth: breakEvenMonth(months, discount.fraction),
      };
    });
  const saving = services.reduce((sum, each) => sum + each.onDemandMonthlyUsd - each.committedMonthlyUsd, 0);
  return {
    schemaVersion: 1,
    tier: report.tier,
    term,
    months,
    onDemandMonthlyUsd: onDemand,
    committedMonthlyUsd: onDemand - saving,
    savingMonthlyUsd: saving,
    services,
  };
}
