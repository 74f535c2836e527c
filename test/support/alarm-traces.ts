import { alarmRule } from "../../models/promises/alarms/alarm";
import { alarmsOf } from "../../models/promises/alarms/alarms-of-tier";
import { muteRules, type MuteRule } from "../../models/promises/alarms/mute-rule";
import type { Promises } from "../../models/promises/schema";
import { always, type Series } from "../../models/promises/simulator/series";
import type { SimulatedAlarm, Trace } from "../../models/promises/simulator/simulate";
import { trafficSeries, type TrafficAt } from "../../models/promises/simulator/traffic";
import { PROMISES } from "../../models/promises/table";
import { tierNamed, type TierName } from "../../tiers";

export const HOUR = 60;
export const DAY = 24 * HOUR;

/** Sunday at midnight, for four hours: the beginning of every trace. */
const WINDOW = { cronUtc: "0 0 * * 0", durationHours: 4 };

/** Alarms of a tier as they are created, called by their keys, and what mutes them. */
export function alarmsUnderTest(
  tier: TierName,
  promises: Promises = PROMISES,
): { readonly alarms: readonly SimulatedAlarm[]; readonly rules: readonly MuteRule[] } {
  const specs = alarmsOf<string>({
    tier: tierNamed(tier),
    hasDomain: true,
    resolve: (reference) => reference,
    promises,
  });
  const alarms = specs.map((spec): SimulatedAlarm => {
    const { key, severity } = spec;
    const named = { name: key, hasActions: severity !== null };
    return spec.kind === "metric"
      ? { ...named, inputs: spec.inputs }
      : {
          ...named,
          inputs: { alarmDescription: spec.alarmDescription, alarmRule: alarmRule(spec, (child) => child) },
        };
  });
  const muted = specs.filter(({ isMutedInMaintenance }) => isMutedInMaintenance).map(({ key }) => key);
  return { alarms, rules: muteRules(WINDOW, muted) };
}

const every =
  (minutes: number, value: number): Series =>
  (minute) =>
    minute % minutes === 0 ? [[value, 1]] : undefined;

/** A trace of a stack that is well but for what it is told; the rest of its metrics is silent. */
export function traceOf({
  minutes,
  traffic,
  metrics = {},
}: {
  readonly minutes: number;
  readonly traffic?: TrafficAt;
  /** By the name of the metric. */
  readonly metrics?: Readonly<Record<string, Series>>;
}): Trace {
  const well: Readonly<Record<string, Series>> = {
    HealthyHostCount: always(6),
    StatusCheckFailed: always(0),
    SuccessPercent: every(5, 100),
    QdrantSnapshotAgeHours: always(12),
    DatabaseBackupAgeHours: always(12),
    RestoreDrillAgeDays: always(7),
  };
  return {
    minutes,
    seriesOf: (metric) =>
      metrics[metric.metricName] ??
      (traffic === undefined ? undefined : trafficSeries(metric, traffic)) ??
      well[metric.metricName],
  };
}
