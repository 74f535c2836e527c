import { z } from "zod";
import { STACK_SUBJECT } from "../manifest/stack-subject";
import { COST_COMPONENTS, TIER_NAMES } from "../../tiers";
import { BASES } from "../../kinds/pricing/formula";

const usd = (what: string) => z.number().describe(`${what}, USD a month`);

const FLOOR = "Autoscaling at its minimum, no use";
const EXPECTED = "The expected load";
const CEILING = "Autoscaling at its limits and double use, all month";

const total = (what: string) =>
  z.number().nullable().describe(`${what}, USD a month; null when something of it has no price`);

const totals = {
  floorMonthlyUsd: total(FLOOR),
  expectedMonthlyUsd: total(EXPECTED),
  ceilingMonthlyUsd: total(CEILING),
};

const chargeSchema = {
  urn: z.string(),
  component: z.enum(COST_COMPONENTS),
  item: z.string().describe("What of the resource is charged"),
  priceKey: z.string().describe("Key in the price book"),
};

/** One charge of one resource. */
export const lineSchema = z
  .strictObject({
    ...chargeSchema,
    quantity: z.number().describe("Expected quantity a month"),
    unit: z.string().describe("Unit of quantity and price"),
    unitPriceUsd: z.number(),
    monthlyUsd: usd("Quantity times unit price, expected"),
    floorMonthlyUsd: usd(FLOOR),
    ceilingMonthlyUsd: usd(CEILING),
    basis: z.enum(BASES),
    assumption: z.string().nullable(),
  })
  .meta({ id: "CostLine" });

/** A charge of one resource that the region's price book has no price for. */
export const unpricedSchema = z
  .strictObject({
    ...chargeSchema,
    outsideFigures: z.boolean().describe("Charged only when it happens; in none of the totals"),
  })
  .meta({ id: "UnpricedCharge" });

/** What a tier costs, line by line. */
export const costSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    stack: STACK_SUBJECT,
    region: z.string(),
    users: z.number().int().min(0).describe("Users the expected load was worked out for"),
    priceBook: z
      .strictObject({ asOf: z.string().describe("Date of the newest price") })
      .nullable()
      .describe("Null where the region has no price book"),
    budgetMonthlyUsd: usd("Figure of the budget table"),
    ...totals,
    usdPerUser: z
      .number()
      .nullable()
      .describe("Expected USD a month and user; null without users, or without a total"),
    components: z.array(
      z.strictObject({ component: z.enum(COST_COMPONENTS), budgetMonthlyUsd: usd("Its share"), ...totals }),
    ),
    lines: z.array(lineSchema).describe("Their monthlyUsd sum to expectedMonthlyUsd, where that is known"),
    outside: z
      .array(lineSchema)
      .describe("Charged only when it happens and bounded by no setting; in none of the figures"),
    free: z.array(z.strictObject({ urn: z.string(), reason: z.string() })),
    unpriced: z
      .array(unpricedSchema)
      .describe("What has no price in the region; no other region's price stands in for it"),
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
export type UnpricedCharge = z.infer<typeof unpricedSchema>;
