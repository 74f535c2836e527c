import { directionOf, fieldValue, tierFields, withValues, type TierField } from "./fields";
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

/** A field with a value of its own in a phase. */
type Held = readonly [path: string, value: unknown];

/** The old value, or the least that the new sizes allow. */
function between(value: unknown, towards: unknown, floor: unknown): unknown {
  const numbers = [value, towards, floor];
  if (!numbers.every((each) => typeof each === "number")) return value;
  const [own = 0, other = 0, least = 0] = numbers;
  return Math.max(own, Math.min(other, least));
}

/** Where the changed value of a field comes in the step, and what it is until then; the fields themselves say it. */
function heldBy({ path, order }: TierField, from: TierSpec, to: TierSpec): { before?: Held; after?: Held } {
  const [old, next] = [fieldValue(from, path), fieldValue(to, path)];
  const direction = directionOf(old, next);
  if (order === undefined || direction === undefined) return {};
  const { besides, atLeast } = order;
  if (besides !== undefined && fieldValue(from, besides) === fieldValue(to, besides)) return {};
  const floor = (tier: TierSpec): unknown => (atLeast === undefined ? undefined : fieldValue(tier, atLeast));
  if (order[direction] === "before") {
    const early = between(next, old, floor(from));
    return early === old ? {} : { before: [path, early] };
  }
  if (order[direction] === "after") {
    const held = between(old, next, floor(to));
    return held === next ? {} : { after: [path, held] };
  }
  return {};
}

/** The phases of the step from one tier to another, one to three; the last one ends at `to`. */
export function tierPhases(from: TierSpec, to: TierSpec): readonly [TierPhase, ...TierPhase[]] {
  const held = tierFields.map((each) => heldBy(each, from, to));
  const first = held.flatMap(({ before }) => (before === undefined ? [] : [before]));
  const last = held.flatMap(({ after }) => (after === undefined ? [] : [after]));
  const move: TierPhase = { name: "move", spec: withValues(to, last) };
  const after: readonly TierPhase[] = last.length === 0 ? [] : [{ name: "finish", spec: to }];
  return first.length === 0
    ? [move, ...after]
    : [{ name: "prepare", spec: withValues(from, first) }, move, ...after];
}
