import type { TierSpec } from "../../../tiers";
import type { Promises, Threshold } from "../schema";
import { subjectsOf, type StackTraits, type Subject } from "../subjects";
import { PROMISES } from "../table";
import type { AlarmSpec } from "./alarm";
import { burnAlarms } from "./burn-alarms";
import { amountOf, resolved, thresholdAlarm } from "./threshold-alarm";

/** A row about walks of the canary looks at one run in each period. */
const byRuns = (row: Threshold, { operations }: TierSpec): Threshold =>
  "canary" in row.measure
    ? { ...row, window: { ...row.window, periodSeconds: operations.canaryIntervalMinutes * 60 } }
    : row;

/** Rows that apply to a tier. */
export const rowsOf = ({ thresholds }: Promises, tier: TierSpec): Threshold[] =>
  thresholds
    .filter(
      (row) => row.tiers.includes(tier.name) && (tier.operations.restoreDrill !== "off" || !isOfDrill(row)),
    )
    .map((row) => byRuns(row, tier));

/** A drill that a stack has switched off tells nothing, and nobody waits for it. */
const isOfDrill = ({ measure }: Threshold): boolean =>
  "custom" in measure && measure.custom.putBy === "drill";

const keyOf = ({ id }: Threshold, { name }: Subject): string =>
  [id, name].filter((part) => part !== "").join("-");

export interface AlarmOptions<Value> extends StackTraits {
  readonly tier: TierSpec;
  /** What stands for a reference of a subject, such as `@database/shard-0-primary`. */
  readonly resolve: (reference: string) => Value | string;
  readonly promises?: Promises;
}

/**
 * Every alarm of a tier, those included whose metric nobody puts yet, in the order of the table. Keys are the same in every
 * tier, so a step between tiers changes alarms in place.
 */
export function alarmsOf<Value>({
  tier,
  resolve,
  promises = PROMISES,
  ...traits
}: AlarmOptions<Value>): AlarmSpec<Value>[] {
  const subjects = subjectsOf(tier, traits);
  const rates = promises.burnRates[promises.burnRatesOf[tier.name]];
  const ofTargets = promises.targets.flatMap((target) => {
    const subject = subjects.find(({ kind }) => kind === target.subject);
    if (target.kind === "probe" || subject === undefined) return [];
    return burnAlarms(target, rates, { promises, references: resolved(subject.references, resolve) });
  });
  const ofRows = rowsOf(promises, tier).flatMap((row) =>
    subjects
      .filter(({ kind }) => kind === row.subject)
      .map((subject): AlarmSpec<Value> => ({
        kind: "metric",
        key: keyOf(row, subject),
        promise: row.id,
        severity: row.severity,
        isMutedInMaintenance: row.mutedInMaintenance,
        isAtEdge: row.isAtEdge,
        inputs: thresholdAlarm(row, amountOf(row, tier, promises), resolved(subject.references, resolve)),
      })),
  );
  return [...ofTargets, ...ofRows];
}

/** Promises whose alarms are made by the component that they watch, and have been before there was a table. */
const OF_PARTS: readonly string[] = ["postgres-credits", "nat-instance"];

export const madeByPart = (promise: string): boolean => OF_PARTS.includes(promise);
