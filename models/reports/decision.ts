import { z } from "zod";
import { TIER_NAMES } from "../../tiers";
import { OUTCOMES, STATES } from "../advice/decision";

const usd = z.number().nullable().describe("USD a month; null without a price");

/** Whether to stay with Node.js, by the roadmap's five metrics. */
export const decisionSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    users: z.int(),
    outcome: z.enum(OUTCOMES),
    metrics: z
      .array(
        z.strictObject({
          metric: z.string(),
          state: z.enum([...STATES, "not asked"]),
          because: z.string(),
          turnsAt: z.string().describe("What would change its state"),
          source: z
            .string()
            .describe("Where its thresholds are from; those that nobody wrote down are assumed"),
        }),
      )
      .length(5),
    money: z.strictObject({
      nodesMonthlyUsd: usd,
      totalMonthlyUsd: usd,
      savingMonthlyUsd: z.tuple([z.number(), z.number()]).nullable(),
      paybackYears: z.tuple([z.number(), z.number()]).nullable(),
      usersToTurn: z.int().nullable(),
    }),
    engineerMonthUsd: z.number(),
  })
  .meta({
    id: "Decision",
    title: "Whether to stay with Node.js",
    description: "Printed by `scale decide <tier> --json`",
  });

export type DecisionReport = z.infer<typeof decisionSchema>;
