import { directionOf, fieldValue, tierFields, withFieldsOf, type TierField } from "./fields";
import type { TierSpec } from "./schema";

/**
 * Parts of a tier step that each need an `up` of their own, in order: what has to happen before the sizes change,
 * the sizes themselves, and what has to wait until they are there.
 */
export const PHASE_NAMES = ["prepare", "move", "finish"] as const;
export type PhaseName = (typeof PHASE_NAMES)[number];

/** One `up` of a tier step. */
export interface TierPhase {
  readonly name: PhaseName;
  /** What the stack is after it. */
  readonly spec: TierSpec;
}

/** Where the changed value of a field comes in the step; the fields themselves say it. */
function placeOf({ path, order }: TierField, from: TierSpec, to: TierSpec): "before" | "with" | "after" {
  const direction = directionOf(fieldValue(from, path), fieldValue(to, path));
  if (order === undefined || direction === undefined) return "with";
  const { besides } = order;
  const matters = besides === undefined || fieldValue(from, besides) !== fieldValue(to, besides);
  return matters ? order[direction] : "with";
}

/** The phases of the step from one tier to another, one to three; the last one ends at `to`. */
export function tierPhases(from: TierSpec, to: TierSpec): readonly [TierPhase, ...TierPhase[]] {
  const at = (place: "before" | "after"): string[] =>
    tierFields.filter((each) => placeOf(each, from, to) === place).map(({ path }) => path);
  const [first, last] = [at("before"), at("after")];
  const move: TierPhase = { name: "move", spec: withFieldsOf(to, from, last) };
  const after: readonly TierPhase[] = last.length === 0 ? [] : [{ name: "finish", spec: to }];
  return first.length === 0
    ? [move, ...after]
    : [{ name: "prepare", spec: withFieldsOf(from, to, first) }, move, ...after];
}
