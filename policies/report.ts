import { z } from "zod";
import { STACK_SUBJECT } from "../models/manifest/stack-subject";
import { versionWarningSchema } from "../models/reports/version-warnings";
import { TIER_NAMES } from "../tiers";

const violationSchema = z.strictObject({
  policy: z.string().describe("Id of the rule"),
  enforcement: z.enum(["mandatory", "advisory"]),
  urn: z.string(),
  message: z.string().describe("What is wrong, what is allowed, how to fix it"),
});

/** Violations of one tier. */
export const policySchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    stack: STACK_SUBJECT,
    violations: z.array(violationSchema).describe("Empty when the tier keeps every rule"),
    waived: z
      .array(
        violationSchema.extend({
          owner: z.string(),
          reason: z.string(),
          expires: z.string().describe("YYYY-MM-DD"),
        }),
      )
      .describe("Violations that a waiver accepts"),
    warnings: z
      .array(versionWarningSchema)
      .describe("Versions whose standard support ends within 120 days; no violations"),
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

/** Violations of all tiers. */
export const policiesSchema = z
  .strictObject({ schemaVersion: z.literal(1), tiers: z.array(policySchema) })
  .meta({
    id: "Policies",
    title: "Whether all tiers keep the rules",
    description: "Printed by `scale policy --all --json`",
  });

export type PolicyReport = z.infer<typeof policySchema>;
