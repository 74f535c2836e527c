import { PROMISES } from "../table";
import type { MetricAlarmInputs } from "./alarm";
import { thresholdAlarm } from "./threshold-alarm";

/**
 * Inputs of the alarm of one row, for the component that makes the object which it watches.
 * @throws Error for a row that the table does not have, or whose number depends on the tier
 */
export function partAlarm<Value>(
  promise: string,
  references: Readonly<Record<string, Value>>,
): MetricAlarmInputs<Value> {
  const row = PROMISES.thresholds.find(({ id }) => id === promise);
  if (row === undefined || !("value" in row.threshold))
    throw new Error(`The table has no row ${promise} with a number of its own.`);
  return thresholdAlarm(row, row.threshold.value, references);
}
