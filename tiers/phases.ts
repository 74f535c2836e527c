import { directionOf, fieldValue, tierFields, withValues, type TierField } from "./fields";
import type { TierSpec } from "./schema";

/**
 * Parts of a tier step that each need an `up` of their own, in order: what has to happen before the sizes change,
 * the sizes themselves, what has to wait until they are there, and what waits for the reboot after that.
 */
export const PHASE_NAMES = ["prepare", "move", "finish", "settle"] as const;
export type PhaseName = (typeof PHASE_NAMES)[number];

/** One `up` of a tier step. */
export interface TierPhase {
  readonly name: PhaseName;
  /** What the stack is after it. */
  readonly spec: TierSpec;
}

/** A field with a value of its own in a phase. */
type Held = readonly [path: string, value: unknown];

/** The old value, or the least that the new sizes allow; of a list what both have. */
function between(value: unknown, towards: unknown, floor: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(towards))
    return value.filter((entry: unknown) => towards.includes(entry));
  const numbers = [value, towards, floor];
  if (!numbers.every((each) => typeof each === "number")) return value;
  const [own = 0, other = 0, least = 0] = numbers;
  return Math.max(own, Math.min(other, least));
}

/** The early value of a field that changes before the others, or the old one of a field that waits. */
interface HeldField {
  readonly place: "before" | "after" | "last";
  readonly held: Held;
}

/** Where the changed value of a field comes in the step, and what it is until then; the fields themselves say it. */
function heldField({ path, order }: TierField, from: TierSpec, to: TierSpec): HeldField[] {
  const [old, next] = [fieldValue(from, path), fieldValue(to, path)];
  const direction = directionOf(old, next);
  if (order === undefined || direction === undefined) return [];
  const { besides, atLeast } = order;
  if (besides !== undefined && fieldValue(from, besides) === fieldValue(to, besides)) return [];
  const place = order[direction];
  if (place === "with") return [];
  const floor = (tier: TierSpec): unknown => (atLeast === undefined ? undefined : fieldValue(tier, atLeast));
  const value = place === "before" ? between(next, old, floor(from)) : between(old, next, floor(to));
  return value === (place === "before" ? old : next) ? [] : [{ place, held: [path, value] }];
}

/** The phases of the step from one tier to another, one to four; the last one ends at `to`. */
export function tierPhases(from: TierSpec, to: TierSpec): readonly [TierPhase, ...TierPhase[]] {
  const all = tierFields.flatMap((each) => heldField(each, from, to));
  const heldAt = (place: HeldField["place"]): Held[] =>
    all.filter((each) => each.place === place).map(({ held }) => held);
  const [first, after, last] = [heldAt("before"), heldAt("after"), heldAt("last")];
  const move: TierPhase = { name: "move", spec: withValues(to, [...after, ...last]) };
  const later: readonly TierPhase[] = [
    ...(after.length === 0 ? [] : [{ name: "finish" as const, spec: withValues(to, last) }]),
    ...(last.length === 0 ? [] : [{ name: "settle" as const, spec: to }]),
  ];
  return first.length === 0
    ? [move, ...later]
    : [{ name: "prepare", spec: withValues(from, first) }, move, ...later];
}
