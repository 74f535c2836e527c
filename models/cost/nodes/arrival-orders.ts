import { UnplacedError } from "../../../kinds/pricing/errors";
import type { Allocatable } from "../../../tiers";
import { allocatableOfType } from "./allocatable";
import { Placement, refuseTooLarge, type PlacedNode, type PodCount } from "./placement";
import type { PodGroup } from "./pods";
import type { NodePool } from "./pool";
import { RESERVATIONS, type Reservation } from "./reservation";

/** Orders in which pods that come together may come, and nodes become ready; which one it will be, nobody knows. */
const ORDERS = Array.from({ length: 20 }, (_, order) => order + 1);

type Pool = Pick<NodePool, "resource" | "instanceType" | "zones" | "nodeLimit">;

const sizeOf = ({ instanceType, resource }: Pool, reservation: Reservation): Allocatable =>
  allocatableOfType(instanceType, resource.name, reservation);

/** Nodes with pods, and those beside them. */
export interface Nodes {
  readonly used: number;
  /** Started for jobs, or for pods that then went elsewhere. */
  readonly passing: number;
}

/** Places pods in one order, turn by turn. */
function placed(pool: Pool, size: Allocatable, turns: readonly PodCount[][], order: number): Placement {
  const placement = new Placement({ size, zones: pool.zones, nodeLimit: pool.nodeLimit }, order);
  for (const turn of turns) placement.arrive(turn);
  return placement;
}

/** Each order with each reservation, until `body` has seen enough. */
function* placements(pool: Pool, turns: readonly PodCount[][]): Generator<Placement> {
  for (const reservation of RESERVATIONS) {
    const size = sizeOf(pool, reservation);
    refuseTooLarge(
      turns.flatMap((turn) => turn.filter(({ count }) => count > 0).map(({ group }) => group)),
      size,
    );
    for (const order of ORDERS) yield placed(pool, size, turns, order);
  }
}

/** @throws UnplacedError for a pod that no empty node of the pool holds */
export function refuseWithoutPlace(pool: Pool, groups: readonly PodGroup[]): void {
  for (const reservation of RESERVATIONS) refuseTooLarge(groups, sizeOf(pool, reservation));
}

/** Nodes that something stays on. */
export const usedNodes = ({ nodes }: Pick<Placement, "nodes">): readonly PlacedNode[] =>
  nodes.filter(({ pods }) => pods.some(({ isJob }) => !isJob));

/** @throws UnplacedError naming the first pod without a place, and what would have one */
export function refusePending(pool: Pool, turns: readonly PodCount[][], pending: readonly PodGroup[]): void {
  const [first] = pending;
  if (first === undefined) return;
  const { resource, nodeLimit } = pool;
  const enough = leastLimit(pool, turns);
  throw new UnplacedError(
    `A pod of ${first.name} (${first.millicores}m, ${first.memoryMiB} MiB) has no place: ${resource.name} may have ${nodeLimit} nodes, and its rules of spread or the room on them keep it off each. All pods have a place on ${enough} nodes: raise appNodeCountMax to ${enough} or more, or lower what the pods request.`,
  );
}

/**
 * The most nodes that any order and reservation needs. Which nodes there are follows from the order in which pods come:
 * the scheduler puts a pod where it fits now, and nobody moves it later.
 * @throws UnplacedError for a pod that stays without a place
 */
export function worstOf(pool: Pool, turns: readonly PodCount[][]): Nodes {
  let used = 0;
  let passing = 0;
  for (const placement of placements(pool, turns)) {
    refusePending(pool, turns, placement.pending);
    const here = usedNodes(placement).length;
    used = Math.max(used, here);
    passing = Math.max(passing, placement.nodes.length - here);
  }
  return { used, passing };
}

/** The first order with one reservation; nothing is refused. */
export const placementOf = (pool: Pool, turns: readonly PodCount[][], reservation: Reservation): Placement =>
  placed(pool, sizeOf(pool, reservation), turns, ORDERS[0] ?? 1);

/** The fewest and the most nodes with pods that the orders need with one reservation. */
export function usedRange(
  pool: Pool,
  turns: readonly PodCount[][],
  reservation: Reservation,
): readonly [least: number, most: number] {
  const counts = ORDERS.map(
    (order) => usedNodes(placed(pool, sizeOf(pool, reservation), turns, order)).length,
  );
  return [Math.min(...counts), Math.max(...counts)];
}

/**
 * The fewest nodes that a pool must be allowed to have, so that no order and reservation leaves a pod without a place.
 * @throws UnplacedError for rules that no number of nodes meets
 */
export function leastLimit(pool: Pool, turns: readonly PodCount[][]): number {
  const pods = turns.flat().reduce((sum, { count }) => sum + Math.max(0, count), 0);
  for (let nodeLimit = 0; nodeLimit <= pods; nodeLimit++)
    if (isEnough({ ...pool, nodeLimit }, turns)) return nodeLimit;
  const names = [...new Set(turns.flat().map(({ group }) => group.name))].join(", ");
  throw new UnplacedError(
    `The rules of ${names} put them on no number of nodes in ${pool.zones.join(", ")}.`,
  );
}

function isEnough(pool: Pool, turns: readonly PodCount[][]): boolean {
  for (const { pending } of placements(pool, turns)) if (pending.length > 0) return false;
  return true;
}
