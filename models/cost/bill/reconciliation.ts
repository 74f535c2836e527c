import { z } from "zod";
import { COST_COMPONENTS, TIER_NAMES } from "../../../tiers";
import { COEFFICIENT_NAMES } from "../../load/workload-coefficients";

const usd = (what: string) => z.number().describe(`${what}, USD a month of 730 hours`);

const GAP_STATUSES = ["agrees", "differs", "not billed", "not estimated"] as const;
const BILL_DETAILS = ["usage type", "service", "none"] as const;

const comparison = {
  expectedMonthlyUsd: usd("The estimate"),
  billedMonthlyUsd: usd("The bill, scaled to a month"),
  gapMonthlyUsd: usd("Bill less estimate"),
};

const chargeSchema = z
  .strictObject({
    charge: z.string().describe("What is charged, such as a NAT gateway"),
    status: z.enum(GAP_STATUSES),
    ...comparison,
    explanation: z
      .string()
      .nullable()
      .describe("Why they differ, as far as the figures tell; null when they agree"),
  })
  .meta({ id: "ReconciledCharge" });

/** A bill beside the estimate, gap by gap. */
export const reconciliationSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    stack: z.string().optional().describe("Whose bill it is; absent where it was that of a tier"),
    region: z.string(),
    users: z.number().int().min(0).describe("Users the estimate counts with"),
    bill: z.strictObject({
      start: z.string().describe("First day"),
      end: z.string().describe("Day after the last one"),
      days: z.number().describe("Days it covers; amounts are scaled from these to a month"),
      metric: z.enum(["UnblendedCost", "AmortizedCost"]),
      estimated: z.boolean().describe("AWS may still change the amounts"),
      detail: z.enum(BILL_DETAILS).describe("What the bill is grouped by besides the tag"),
      totalUsd: z.number().describe("All of the bill, as charged"),
    }),
    ...comparison,
    components: z.array(
      z.strictObject({
        component: z.enum(COST_COMPONENTS),
        ...comparison,
        withinLimits: z.boolean().describe("Whether the bill lies between the estimate's floor and ceiling"),
        charges: z.array(chargeSchema).describe("Empty when the bill is grouped by the tag alone"),
      }),
    ),
    untagged: z
      .array(
        z.strictObject({
          tag: z.string().describe("Value of cost-component; empty when there is none"),
          charge: z.string(),
          billedMonthlyUsd: comparison.billedMonthlyUsd,
          explanation: z.string(),
        }),
      )
      .describe("Charges that carry no cost line of this program; in the total, in no component"),
    proposals: z
      .array(
        z.strictObject({
          coefficient: z.enum(COEFFICIENT_NAMES as [string, ...string[]]),
          value: z.number().describe("Value the estimate counts with"),
          proposed: z.number(),
          unit: z.string(),
          reason: z.string(),
        }),
      )
      .describe("Coefficients the billed usage speaks for; never applied by themselves"),
  })
  .meta({
    id: "Reconciliation",
    title: "A bill beside the estimate",
    description: "Printed by `scale cost reconcile --json`",
  });

export type Reconciliation = z.infer<typeof reconciliationSchema>;
export type ReconciledCharge = z.infer<typeof chargeSchema>;
