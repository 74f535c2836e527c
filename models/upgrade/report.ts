import { z } from "zod";
import { COST_COMPONENTS, TIER_NAMES } from "../../tiers";
import { DATA_RISKS, DOWNTIME_CLASSES } from "../../kinds/facts";

const seconds = z.number().min(0);
export const downtimeSchema = z.strictObject({
  class: z.enum(DOWNTIME_CLASSES),
  secondsMin: seconds,
  secondsMax: seconds,
});

const stepSchema = z
  .strictObject({
    urn: z.string(),
    type: z.string(),
    name: z.string().describe("Logical name"),
    component: z.enum(COST_COMPONENTS).nullable(),
    operation: z.enum(["create", "update", "replace", "delete", "tag-only"]),
    properties: z.array(z.string()).describe("Inputs that differ"),
    downtime: downtimeSchema,
    dataRisk: z.enum(DATA_RISKS),
    reversible: z.boolean(),
    startMinutesMin: z
      .number()
      .min(0)
      .describe("When it begins, in minutes after its phase did: everything it waits for is done"),
    startMinutesMax: z.number().min(0),
    isOnCriticalPath: z.boolean().describe("The phase takes as long as it does because of it"),
    minutesMin: z.number().min(0).describe("How long it takes"),
    minutesMax: z.number().min(0),
    notes: z.array(z.string()).describe("What it means, one for each rule that holds"),
    irreversibleNotes: z.array(z.string()).describe("Those of the notes that no rollback undoes"),
    source: z.string().nullable().describe("Where the decisive rule was read; null when nothing is known"),
    blocked: z
      .string()
      .nullable()
      .describe("Why the engine or the service refuses it; null when they do not"),
  })
  .meta({ id: "UpgradeStep" });

export const upgradePhaseSchema = z
  .strictObject({
    number: z.int().min(1),
    kind: z.enum(["up", "hand"]).describe("An up of the stack, or work beside it"),
    title: z.string(),
    why: z.string().describe("Why it is a phase of its own; empty for the only up"),
    commands: z.array(z.string()),
    check: z.string().describe("When the next phase may begin"),
    checks: z
      .array(z.strictObject({ command: z.string(), expected: z.string() }))
      .describe("Commands that show it, with what they should print"),
    rollback: z.string(),
    minutesMin: z
      .number()
      .min(0)
      .describe("Along the longest chain of its steps; an estimate for work by hand"),
    minutesMax: z.number().min(0),
    steps: z.array(stepSchema),
  })
  .meta({ id: "UpgradePhase" });

const usd = z.number().describe("USD a month");
const orUnknown = z.number().nullable().describe("USD a month; null when something of it has no price");
const deltaSchema = z.strictObject({
  floorMonthlyUsd: orUnknown,
  expectedMonthlyUsd: orUnknown,
  ceilingMonthlyUsd: orUnknown,
});

/** What a step from one tier to another does. */
export const upgradeSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    from: z.enum(TIER_NAMES),
    to: z.enum(TIER_NAMES),
    costDeltaMonthlyUsd: deltaSchema,
    costDeltaByComponent: z.array(
      z.strictObject({ component: z.enum(COST_COMPONENTS), expectedMonthlyUsd: orUnknown }),
    ),
    budgetMonthlyUsd: usd.describe("Budget of the tier stepped to, USD a month"),
    ceilingMonthlyUsd: orUnknown.describe(
      "Ceiling of the tier stepped to, USD a month; null when something of it has no price",
    ),
    missingPrices: z
      .strictObject({ region: z.string(), priceKeys: z.array(z.string()).min(1) })
      .optional()
      .describe("Why a figure is null: what the region's price book lacks at either end. Absent otherwise"),
    phases: z.array(upgradePhaseSchema),
    oneWayDoors: z.array(z.strictObject({ urn: z.string(), what: z.string() })),
    blocked: z
      .array(z.strictObject({ urn: z.string(), why: z.string() }))
      .describe("Steps that cannot be done as asked; empty when the step goes through"),
    drift: z
      .array(
        z.strictObject({
          urn: z.string(),
          operation: stepSchema.shape.operation,
          properties: z.array(z.string()),
          why: z.string(),
        }),
      )
      .describe("Of a running stack: what the tiers do not explain. Empty in a report from two tiers"),
    keep: z
      .array(z.strictObject({ field: z.string(), value: z.union([z.number(), z.string()]) }))
      .describe(
        "Overrides that keep what cannot shrink, in the tier's own structure; empty when nothing shrinks",
      ),
    totals: z.strictObject({
      creates: z.int(),
      updates: z.int(),
      replaces: z.int(),
      deletes: z.int(),
      tagOnly: z.int(),
      minutesMin: z.number().describe("Phases one after the other, each along its critical path"),
      minutesMax: z.number(),
      criticalPath: z.array(z.string()).describe("Logical names, in order"),
      worstDowntime: downtimeSchema,
      dataRisk: z.enum(DATA_RISKS),
    }),
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe("Of everything above; the same on every machine"),
  })
  .meta({
    id: "Upgrade",
    title: "What a tier step does",
    description: "Printed by `scale upgrade <from> <to> --json`",
  });

export type UpgradeReport = z.infer<typeof upgradeSchema>;
export type UpgradePhase = z.infer<typeof upgradePhaseSchema>;
export type UpgradeStep = z.infer<typeof stepSchema>;
