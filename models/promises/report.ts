import { z } from "zod";
import { TIER_NAMES, type TierSpec } from "../../tiers";
import { CAPACITY_PARTS } from "../load/capacity-parts";
import { customMetrics } from "./across-rows";
import type { AlarmSpec } from "./alarms/alarm";
import { alarmsOf, rowsOf } from "./alarms/alarms-of-tier";
import { LIMIT_NAMES, type LimitAmount, type LimitName } from "./capacity-limits";
import { limitAmount } from "./limit-amount";
import { runbookOf } from "./alarms/runbook";
import { amountOf } from "./alarms/threshold-alarm";
import { SEVERITIES, type Promises } from "./schema";
import { PROMISES } from "./table";
import { UNIT_NAMES } from "./units";

const alarms = z.array(z.string()).describe("Names of its alarms below `alarms-`");

/** What a tier promises, and which alarms hold it to that. */
export const sloSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    targets: z
      .array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          seconds: z
            .number()
            .nullable()
            .describe("An answer within so many is in time; null for other targets"),
          objectivePercent: z.number().describe("Share of requests, or of time, that keeps it"),
          runbook: z.string(),
          alarms,
        }),
      )
      .describe("What users are promised"),
    burnRates: z
      .array(
        z.strictObject({
          severity: z.enum(SEVERITIES),
          burn: z.number().describe("Times the budget of bad requests"),
          longSeconds: z.int(),
          shortSeconds: z.int().nullable().describe("The second window; null at the smallest tiers"),
        }),
      )
      .describe("How fast a budget burns before somebody is told"),
    thresholds: z
      .array(
        z.strictObject({
          id: z.string(),
          family: z.string(),
          title: z.string(),
          severity: z.enum(SEVERITIES),
          comparison: z.enum([">", "<"]).describe("On which side of the number it is wrong"),
          threshold: z.number(),
          unit: z.enum(UNIT_NAMES),
          periodSeconds: z.int(),
          evaluationPeriods: z.int(),
          datapointsToAlarm: z.int(),
          missingData: z.enum(["breaching", "notBreaching"]),
          mutedInMaintenance: z.boolean(),
          capacityParts: z
            .array(z.enum(CAPACITY_PARTS))
            .describe("Parts of the capacity model that it watches"),
          runbook: z.string(),
          source: z.string(),
          alarms,
        }),
      )
      .describe("How full, late or broken a part may be"),
    capacityLimits: z
      .array(
        z.strictObject({
          name: z.enum(LIMIT_NAMES),
          act: z
            .number()
            .describe("From here on somebody must act; a share of what there is, or in the unit of the name"),
          break: z.number().nullable().describe("Here users notice; null where another limit comes first"),
          falls: z.boolean().describe("Whether less of it is worse"),
          thresholds: z
            .array(z.string())
            .describe("Promises whose numbers these are; empty for numbers of the limit's own"),
          source: z.string(),
        }),
      )
      .describe("How far the capacity model lets a part be used, at every tier"),
    customMetrics: z.strictObject({
      names: z.array(z.string()).describe("Metrics that the stack puts itself"),
      max: z.int().describe("How many the tier may pay for"),
    }),
  })
  .meta({ id: "Slo", title: "What a tier promises", description: "Printed by `scale slo <tier> --json`" });

export type SloReport = z.infer<typeof sloSchema>;

const keysOf = (all: readonly AlarmSpec<string>[], promise: string): string[] =>
  all.filter((alarm) => alarm.promise === promise).map(({ key }) => key);

const thresholdOf = (of: LimitAmount | null): string[] => {
  if (of === null || "value" in of) return [];
  return ["thresholdOf" in of ? of.thresholdOf : of.restOf];
};

function limitReport(
  name: LimitName,
  { capacityLimits, thresholds }: Promises,
): SloReport["capacityLimits"][number] {
  const { act, break: broken, falls, source } = capacityLimits[name];
  // The schema of the table refuses a limit that names nothing.
  const amount = (of: LimitAmount): number => limitAmount(of, thresholds) ?? Number.NaN;
  return {
    name,
    act: amount(act),
    break: broken === null ? null : amount(broken),
    falls,
    thresholds: [...thresholdOf(act), ...thresholdOf(broken)],
    source,
  };
}

/** @param hasDomain whether the stack has a certificate of its own */
export function sloReport(tier: TierSpec, hasDomain: boolean, promises: Promises = PROMISES): SloReport {
  const all = alarmsOf<string>({ tier, hasDomain, resolve: (reference) => reference, promises });
  return {
    schemaVersion: 1,
    tier: tier.name,
    targets: promises.targets.map((target) => ({
      id: target.id,
      title: target.title,
      seconds: target.kind === "latency" ? target.seconds : null,
      objectivePercent: target.objectivePercent,
      runbook: runbookOf("users", target.id),
      alarms: keysOf(all, target.id),
    })),
    burnRates: promises.burnRates[promises.burnRatesOf[tier.name]],
    thresholds: rowsOf(promises, tier).map((row) => {
      const { id, family, title, severity, comparison, unit, window, missingData, source } = row;
      return {
        id,
        family,
        title,
        severity,
        comparison,
        threshold: amountOf(row, tier, promises),
        unit,
        ...window,
        missingData,
        mutedInMaintenance: row.mutedInMaintenance,
        capacityParts: row.capacityParts,
        runbook: runbookOf(family, id),
        source,
        alarms: keysOf(all, id),
      };
    }),
    capacityLimits: LIMIT_NAMES.map((name) => limitReport(name, promises)),
    customMetrics: {
      names: customMetrics(promises.thresholds, tier.name),
      max: promises.customMetricsMax[tier.name],
    },
  };
}
