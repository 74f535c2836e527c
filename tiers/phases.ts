import { directionOf, fieldValue, tierFields, withValues, type TierField } from "./fields";
import type { TierSpec } from "./schema";

/**
 * Parts of a tier step that each need an `up` of their own, in order: what has to happen before the sizes change,
 * the sizes themselves, old node pools losing their nodes, what has to wait until all that is done, and what waits for
 * the reboot after that.
 */
export const PHASE_NAMES = ["prepare", "move", "empty", "finish", "settle"] as const;
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

/**
 * The static pools of the old instance type, which stay beside the new ones until Qdrant's peers have left them. A pool
 * that is deleted with its nodes starts others in their place, without end, in Karpenter before 1.10
 * (https://github.com/kubernetes-sigs/karpenter/pull/2840); which release Auto Mode runs is not published.
 */
function formerPools({ qdrant: from }: TierSpec, { qdrant: to }: TierSpec, peerCount: number): Held[] {
  if (from.nodeInstanceType === null || from.nodeInstanceType === to.nodeInstanceType) return [];
  return [
    ["qdrant.formerNodeInstanceType", from.nodeInstanceType],
    ["qdrant.formerNodeCount", peerCount],
  ];
}

/** The phases of the step from one tier to another, one to five; the last one ends at `to`. */
export function tierPhases(from: TierSpec, to: TierSpec): readonly [TierPhase, ...TierPhase[]] {
  const all = tierFields.flatMap((each) => heldField(each, from, to));
  const heldAt = (place: HeldField["place"]): Held[] =>
    all.filter((each) => each.place === place).map(({ held }) => held);
  const [first, after, last] = [heldAt("before"), heldAt("after"), heldAt("last")];
  const before = withValues(from, first);
  const former = formerPools(from, to, before.qdrant.peerCount);
  const moved = withValues(to, [...after, ...last, ...former]);
  const later: readonly TierPhase[] = [
    ...(former.length === 0
      ? []
      : [{ name: "empty" as const, spec: withValues(moved, [["qdrant.formerNodeCount", 0]]) }]),
    ...(after.length + former.length === 0 ? [] : [{ name: "finish" as const, spec: withValues(to, last) }]),
    ...(last.length === 0 ? [] : [{ name: "settle" as const, spec: to }]),
  ];
  const move: TierPhase = { name: "move", spec: moved };
  return first.length === 0 ? [move, ...later] : [{ name: "prepare", spec: before }, move, ...later];
}
