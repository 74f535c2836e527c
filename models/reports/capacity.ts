import { z } from "zod";
import { TIER_NAMES } from "../../tiers";
import type { Capacity, PartCapacity } from "../capacity/capacity";
import {
  CAPACITY_COEFFICIENT_NAMES,
  describeCoefficient,
  EVIDENCE,
  type CapacityCoefficients,
} from "../capacity/coefficients";
import { LOSSES } from "../capacity/loss";

/** The roadmap's “10x capacity headroom”. */
export const HEADROOM = 10;

const users = z.int().min(0);
const intervalSchema = z
  .strictObject({ low: users, mid: users, high: users })
  .describe("Users; the true figure is between low and high in about nine cases of ten");

export const partSchema = z
  .strictObject({
    part: z.string(),
    kind: z
      .enum(["hard", "soft", "variant"])
      .describe(
        "hard: beyond it users are failed; soft: slower or dearer; variant: another part under a condition",
      ),
    variantOf: z.strictObject({ part: z.string(), when: z.string() }).nullable(),
    act: intervalSchema,
    break: intervalSchema,
    loadShare: z
      .number()
      .min(0)
      .nullable()
      .describe("Users asked for over users at its break; null where it carries nobody"),
    state: z.enum(["fine", "act", "broken"]).describe("At the users asked for, by the middle"),
    beyond: z.string().describe("What happens beyond the limit"),
    formula: z.string(),
    source: z.string(),
  })
  .meta({ id: "CapacityPart" });

const carriedSchema = z.strictObject({
  users: users.describe("Users at the hard limits of the sizes"),
  limitedBy: z.string(),
  actBy: users.describe("Users at which the first hard part must be acted on"),
});

/** How many users a tier carries, part by part. */
export const capacitySchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    stack: z.string().optional().describe("Whose overrides count; absent for a tier as it is"),
    users: users.describe("Asked for; those that the tier is named after when nobody asks"),
    without: z.enum(LOSSES).nullable().describe("What is missing"),
    promisedUsers: users.describe("Users that the tier is claimed for, at its hard limits"),
    carries: carriedSchema,
    parts: z.array(partSchema).describe("Those that break first, first"),
    headroom: z
      .strictObject({
        factor: z.literal(HEADROOM),
        users,
        tier: z
          .enum(TIER_NAMES)
          .nullable()
          .describe("Smallest tier that carries so many; null beyond the last"),
      })
      .describe("Where the roadmap's headroom ends"),
    next: z
      .strictObject({
        tier: z.enum(TIER_NAMES),
        carries: carriedSchema,
        costDeltaMonthlyUsd: z
          .number()
          .nullable()
          .describe("USD a month, expected cost of both tiers as `cost` has it; null without a price"),
      })
      .nullable()
      .describe("What the next tier buys; null at the last, and for a stack"),
    quotas: z
      .array(
        z.strictObject({
          title: z.string(),
          needs: z.int().describe("At most, with every autoscaler at its maximum"),
          byDefault: z.int().describe("Of an account that has asked for nothing"),
          mustBeRaised: z.boolean(),
        }),
      )
      .describe("Of the account; a tier that exceeds one stays smaller than its sizes"),
    coefficients: z
      .array(
        z.strictObject({
          name: z.string(),
          low: z.number(),
          mid: z.number(),
          high: z.number(),
          unit: z.string(),
          evidence: z.enum(EVIDENCE),
          source: z.string(),
        }),
      )
      .describe("Those that a part reads"),
  })
  .meta({
    id: "Capacity",
    title: "How many users a tier carries, part by part",
    description: "Printed by `scale capacity <tier> --json`",
  });

export type CapacityReport = z.infer<typeof capacitySchema>;
export type CapacityReportPart = z.infer<typeof partSchema>;

const HUNDREDTHS = 10_000;

function stateAt(asked: number, { act, break: broken }: PartCapacity): CapacityReportPart["state"] {
  if (asked >= broken.mid) return "broken";
  return asked >= act.mid ? "act" : "fine";
}

/** One part, as it is with so many users. */
export function partReport(capacity: PartCapacity, asked: number): CapacityReportPart {
  const { part, act, break: broken } = capacity;
  return {
    part: part.name,
    kind: part.kind,
    variantOf: part.variantOf ?? null,
    act,
    break: broken,
    loadShare: broken.mid === 0 ? null : Math.round((asked / broken.mid) * HUNDREDTHS) / HUNDREDTHS,
    state: stateAt(asked, capacity),
    beyond: part.beyond,
    formula: part.formula,
    source: part.source,
  };
}

export const carriedOf = ({ users: carried, limitedBy, actBy }: Capacity): CapacityReport["carries"] => ({
  users: carried,
  limitedBy,
  actBy,
});

/** The coefficients that any of the parts reads, with how they are known. */
export function coefficientRows(
  { parts }: Capacity,
  coefficients: CapacityCoefficients,
): CapacityReport["coefficients"] {
  const read = new Set(parts.flatMap(({ part }) => part.coefficients));
  return CAPACITY_COEFFICIENT_NAMES.filter((name) => read.has(name)).map((name) => {
    const { unit, evidence, source } = describeCoefficient(name);
    return { name, ...coefficients[name], unit, evidence, source };
  });
}

/** Sizes for users beyond the roadmap's table. */
export const beyondSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    users,
    outsideRoadmap: z.literal(true),
    from: z.enum(TIER_NAMES).describe("The tier whose sizes were grown"),
    settings: z
      .array(z.strictObject({ field: z.string(), value: z.union([z.number(), z.string(), z.boolean()]) }))
      .describe("What has to change"),
    missing: z
      .string()
      .nullable()
      .describe("The part for which there is no larger size; null when all carry the users"),
    costMonthlyUsd: z
      .strictObject({ expected: z.number().nullable(), ceiling: z.number().nullable() })
      .describe("USD a month with these users; null without a price"),
    carries: carriedSchema,
    parts: z
      .array(partSchema)
      .describe("With wider intervals: a quarter for each doubling beyond the last tier"),
  })
  .meta({
    id: "CapacityBeyond",
    title: "Sizes for users beyond the roadmap's table",
    description: "Printed by `scale capacity --users 50000 --json`",
  });

export type BeyondReport = z.infer<typeof beyondSchema>;
