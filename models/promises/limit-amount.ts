import type { LimitAmount } from "./capacity-limits";
import type { Threshold } from "./schema";

const PERCENT = 100;

/** What a threshold says to the capacity model; undefined for one in bytes or of a target, which says nothing to it. */
function shareOf({ threshold, unit }: Threshold): number | undefined {
  if ("share" in threshold) return threshold.share;
  if (!("value" in threshold)) return undefined;
  return unit === "percent" ? threshold.value / PERCENT : threshold.value;
}

/** The number of a limit; undefined where it names a threshold that is not there, or that has none for it. */
export function limitAmount(of: LimitAmount, thresholds: readonly Threshold[]): number | undefined {
  if ("value" in of) return of.value;
  const id = "thresholdOf" in of ? of.thresholdOf : of.restOf;
  const row = thresholds.find((each) => each.id === id);
  const share = row === undefined ? undefined : shareOf(row);
  if (share === undefined || "thresholdOf" in of) return share;
  return 1 - share;
}
