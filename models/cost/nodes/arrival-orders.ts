import { UnplacedError } from "../../../kinds/pricing/errors";
import type { Allocatable } from "../../../tiers";
import { allocatableOfType } from "./allocatable";
import { Placement, refuseTooLarge, type PlacedNode, type PodCount } from "./placement";
import { holdsAlone, requestedOf } from "./node";
import type { PodGroup } from "./pods";
import type { NodePool } from "./pool";
import { assuming, type NodeAssumption } from "./node-assumption";
import { RESERVATIONS } from "./reservation";

/** Orders in which pods that come together may come, and nodes become ready; which one it will be, nobody knows. */
const ORDERS = Array.from({ length: 20 }, (_, order) => order + 1);

type Pool = Pick<NodePool, "resource" | "instanceType" | "zones" | "nodeLimit" | "daemons">;

/** What is priced and allowed is the worse of both reservations. */
const PRICED = RESERVATIONS.map((reservation) => assuming({ reservation }));

/** What a node has for pods beside those that each node has one of. */
export function sizeOf(
  { instanceType, resource, daemons }: Omit<Pool, "zones" | "nodeLimit">,
  assumption: NodeAssumption,
): Allocatable {
  const all = allocatableOfType(instanceType, resource.name, assumption);
  return {
    millicores: all.millicores - requestedOf(daemons, ({ millicores }) => millicores),
    memoryMiB: all.memoryMiB - requestedOf(daemons, ({ memoryMiB }) => memoryMiB),
    pods: all.pods - daemons.length,
  };
}

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

/** Each order with each assumption. */
function* placements(
  pool: Pool,
  turns: readonly PodCount[][],
  assumptions: readonly NodeAssumption[],
): Generator<Placement> {
  for (const assumption of assumptions) {
    const size = sizeOf(pool, assumption);
    refuseTooLarge(
      turns.flatMap((turn) => turn.filter(({ count }) => count > 0).map(({ group }) => group)),
      size,
    );
    for (const order of ORDERS) yield placed(pool, size, turns, order);
  }
}

/** @throws UnplacedError for a pod that no empty node of the pool holds */
export function refuseWithoutPlace(pool: Pool, groups: readonly PodGroup[]): void {
  for (const assumption of PRICED) refuseTooLarge(groups, sizeOf(pool, assumption));
}

/** Whether an empty node of the pool holds a pod, whatever is reserved on it. */
export const holds = (pool: Pool, group: PodGroup): boolean =>
  PRICED.every((assumption) => holdsAlone(group, sizeOf(pool, assumption)));

/** Nodes that something stays on. */
export const usedNodes = ({ nodes }: Pick<Placement, "nodes">): readonly PlacedNode[] =>
  nodes.filter(({ pods }) => pods.some(({ isJob }) => !isJob));

/**
 * @param assumptions what the nodes may be. Default: those that are priced
 * @throws UnplacedError naming the first pod without a place, and what would have one
 */
export function refusePending(
  pool: Pool,
  turns: readonly PodCount[][],
  pending: readonly PodGroup[],
  assumptions: readonly NodeAssumption[] = PRICED,
): void {
  const [first] = pending;
  if (first === undefined) return;
  const { resource, nodeLimit } = pool;
  const enough = leastLimit(pool, turns, assumptions);
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
  for (const placement of placements(pool, turns, PRICED)) {
    refusePending(pool, turns, placement.pending);
    const here = usedNodes(placement).length;
    used = Math.max(used, here);
    passing = Math.max(passing, placement.nodes.length - here);
  }
  return { used, passing };
}

/** The first order on nodes of one kind; nothing is refused. */
export const placementOf = (
  pool: Pool,
  turns: readonly PodCount[][],
  assumption: NodeAssumption,
): Placement => placed(pool, sizeOf(pool, assumption), turns, ORDERS[0] ?? 1);

/** The fewest and the most nodes with pods that the orders need on nodes of one kind. */
export function usedRange(
  pool: Pool,
  turns: readonly PodCount[][],
  assumption: NodeAssumption,
): readonly [least: number, most: number] {
  const counts = ORDERS.map(
    (order) => usedNodes(placed(pool, sizeOf(pool, assumption), turns, order)).length,
  );
  return [Math.min(...counts), Math.max(...counts)];
}

/** A release on top of what has arrived. */
export interface Release {
  readonly turns: readonly PodCount[][];
  /** The pods that are replaced, and how many of each there are. */
  readonly released: readonly PodCount[];
}

function* releases(pool: Pool, { turns, released }: Release, size: Allocatable): Generator<Placement> {
  for (const order of ORDERS) {
    const placement = placed(pool, size, turns, order);
    placement.release(released);
    yield placement;
  }
}

/**
 * The fewest and the most nodes with pods that the orders leave after a release on nodes of one kind, while none is taken
 * away; null where it stands still in one of them.
 */
export function releaseRange(
  pool: Pool,
  release: Release,
  assumption: NodeAssumption,
): readonly [least: number, most: number] | null {
  const counts: number[] = [];
  for (const placement of releases(pool, release, sizeOf(pool, assumption))) {
    if (placement.pending.length > 0) return null;
    counts.push(usedNodes(placement).length);
  }
  return [Math.min(...counts), Math.max(...counts)];
}

/** The pod at which a release stands still in some order, on nodes with the least room of those that are priced. */
export function standstill(pool: Pool, release: Release): PodGroup | undefined {
  for (const { pending } of releases(pool, release, sizeOf(pool, assuming())))
    if (pending[0] !== undefined) return pending[0];
  return undefined;
}

/**
 * The fewest nodes that a pool must be allowed to have, so that no order leaves a pod without a place.
 * @param assumptions what the nodes may be. Default: those that are priced
 * @throws UnplacedError naming a pod whose rules no number of nodes meets
 */
export function leastLimit(
  pool: Pool,
  turns: readonly PodCount[][],
  assumptions: readonly NodeAssumption[] = PRICED,
): number {
  const pods = turns.flat().reduce((sum, { count }) => sum + Math.max(0, count), 0);
  let left: PodGroup | undefined;
  for (let nodeLimit = leastByRequests(pool, turns, assumptions); nodeLimit <= pods; nodeLimit++) {
    left = firstPending({ ...pool, nodeLimit }, turns, assumptions);
    if (left === undefined) return nodeLimit;
  }
  throw new UnplacedError(withoutAnyPlace(pool, left));
}

/** A pod that some order leaves without a place on a pool of its limit; nothing where none does. */
export function firstPending(
  pool: Pool,
  turns: readonly PodCount[][],
  assumptions: readonly NodeAssumption[] = PRICED,
): PodGroup | undefined {
  for (const { pending } of placements(pool, turns, assumptions))
    if (pending[0] !== undefined) return pending[0];
  return undefined;
}

/** Whether `leastLimit` is at most so many nodes, which one look tells where they are enough. */
export const isWithin = (pool: Pool, turns: readonly PodCount[][], nodeLimit: number): boolean =>
  firstPending({ ...pool, nodeLimit }, turns) === undefined || leastLimit(pool, turns) <= nodeLimit;

/** Nodes that hold what all pods request together, were they filled to the brim. */
function leastByRequests(
  pool: Pool,
  turns: readonly PodCount[][],
  assumptions: readonly NodeAssumption[],
): number {
  const most = (ofGroup: (group: PodGroup) => number, size: number): number =>
    turns.flat().reduce((sum, { group, count }) => sum + Math.max(0, count) * ofGroup(group), 0) / size;
  const nodes = assumptions.flatMap((assumption) => {
    const { millicores, memoryMiB, pods } = sizeOf(pool, assumption);
    return [
      most((group) => group.millicores, millicores),
      most((group) => group.memoryMiB, memoryMiB),
      most(() => 1, pods),
    ];
  });
  // A sum of fractions may be a hair too large.
  return Math.max(0, Math.ceil(Math.max(...nodes) - 1e-6));
}

function withoutAnyPlace({ resource, zones }: Pool, group: PodGroup | undefined): string {
  const beyond = group?.spread.find(({ over, minDomains }) => over === "zone" && minDomains > zones.length);
  const why =
    beyond === undefined
      ? "its rules of spread keep it off each. Lower what they ask for"
      : `it is to be spread over ${beyond.minDomains} zones, and ${resource.name} is in ${zones.length} (${zones.join(", ")}). Let it be spread over ${zones.length}, or give the pool more zones`;
  return `A pod of ${group?.name ?? resource.name} has a place on no number of nodes: ${why}.`;
}
