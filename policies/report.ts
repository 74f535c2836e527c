import { z } from "zod";
import { TIER_NAMES } from "../tiers";

/** What the rules say of one tier. */
export const policySchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    violations: z
      .array(
        z.strictObject({
          policy: z.string().describe("Id of the rule"),
          enforcement: z.enum(["mandatory", "advisory"]),
          urn: z.string(),
          message: z.string().describe("What is wrong, what is allowed, how to mend it"),
        }),
      )
      .describe("Empty when the tier is as the rules want it"),
    checked: z.strictObject({
      policies: z.int().min(0).describe("Rules that apply to this tier"),
      resources: z.int().min(0),
    }),
  })
  .meta({
    id: "Policy",
    title: "Whether a tier keeps the rules",
    description: "Printed by `scale policy <tier> --json`",
  });

export type PolicyReport = z.infer<typeof policySchema>;
