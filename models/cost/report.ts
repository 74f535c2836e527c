import { z } from "zod";
import { COST_COMPONENTS, TIER_NAMES } from "../../tiers";
import { BASES } from "../../kinds/pricing/formula";

const usd = (what: string) => z.number().describe(`${what}, USD a month`);

const three = {
  floorMonthlyUsd: usd("Autoscaling at its minimum, no use"),
  expectedMonthlyUsd: usd("The expected load"),
  ceilingMonthlyUsd: usd("Autoscaling at its limits and double use, all month"),
};

/** One charge of one resource. */
export const lineSchema = z
  .strictObject({
    urn: z.string(),
    component: z.enum(COST_COMPONENTS),
    item: z.string().describe("What of the resource is charged"),
    priceKey: z.string().describe("Key in the price book"),
    quantity: z.number().describe("Expected quantity a month"),
    unit: z.string().describe("Unit of quantity and price"),
    unitPriceUsd: z.number(),
    monthlyUsd: usd("Quantity times unit price, expected"),
    floorMonthlyUsd: three.floorMonthlyUsd,
    ceilingMonthlyUsd: three.ceilingMonthlyUsd,
    basis: z.enum(BASES),
    assumption: z.string().nullable(),
  })
  .meta({ id: "CostLine" });

/** What a tier costs, line by line. */
export const costSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    stack: z
      .string()
      .optional()
      .describe("Whose overrides, phase, domain and region count; absent for a tier as it is"),
    region: z.string(),
    users: z.number().int().min(0).describe("Users the expected load was worked out for"),
    priceBook: z.strictObject({ asOf: z.string() }),
    budgetMonthlyUsd: usd("Figure of the budget table"),
    ...three,
    usdPerUser: z.number().nullable().describe("Expected USD a month and user; null without users"),
    components: z.array(
      z.strictObject({ component: z.enum(COST_COMPONENTS), budgetMonthlyUsd: usd("Its share"), ...three }),
    ),
    lines: z.array(lineSchema).describe("Their monthlyUsd sum to expectedMonthlyUsd"),
    outside: z
      .array(lineSchema)
      .describe("Charged only when it happens and bounded by no setting; in none of the figures"),
    free: z.array(z.strictObject({ urn: z.string(), reason: z.string() })),
    unpriced: z.array(z.string()).max(0).describe("Always empty: what has no price is an error"),
  })
  .meta({ id: "Cost", title: "What a tier costs", description: "Printed by `scale cost <tier> --json`" });

/** What all tiers cost. */
export const costsSchema = z
  .strictObject({ schemaVersion: z.literal(1), tiers: z.array(costSchema).describe("Smallest first") })
  .meta({
    id: "Costs",
    title: "What the tiers cost",
    description: "Printed by `scale cost --all --json`",
  });

export type CostReport = z.infer<typeof costSchema>;
export type CostLine = z.infer<typeof lineSchema>;
