import { ofType, type Manifest } from "../../manifest/manifest";
import type { Allocatable } from "../../../tiers";
import { allocatableOfType } from "./allocatable";
import { placementOf, refusePending, refuseWithoutPlace, usedNodes, usedRange } from "./arrival-orders";
import { groupsOn, risingTo } from "./node-count";
import type { PlacedNode } from "./placement";
import { NODE_POOL_TYPE, nodePoolOf, type NodePool } from "./pool";
import type { Reservation } from "./reservation";

/** Least and most. */
export type Range = readonly [least: number, most: number];

/** One pool with its nodes at both ends of the autoscalers; those without pods are left out. */
export interface PoolPlacement {
  readonly pool: NodePool;
  readonly size: Allocatable;
  readonly atMinimum: readonly PlacedNode[];
  readonly atMaximum: readonly PlacedNode[];
  /** Nodes with pods in any order of arrival. */
  readonly nodesAtMinimum: Range;
  readonly nodesAtMaximum: Range;
}

/** A pool of static capacity has its nodes whatever runs; each of its pods has one alone. */
function staticPlacement(
  pool: NodePool,
  manifest: Manifest,
  size: Allocatable,
  count: number,
): PoolPlacement {
  const groups = groupsOn(pool, manifest).filter(({ isJob }) => !isJob);
  refuseWithoutPlace(pool, groups);
  const nodes = Array.from({ length: count }, (_, node) => ({
    zone: pool.zones[node % pool.zones.length] ?? "",
    pods: groups,
  }));
  const range: Range = [count, count];
  return { pool, size, atMinimum: nodes, atMaximum: nodes, nodesAtMinimum: range, nodesAtMaximum: range };
}

function dynamicPlacement(
  pool: NodePool,
  manifest: Manifest,
  size: Allocatable,
  reservation: Reservation,
): PoolPlacement {
  const groups = groupsOn(pool, manifest);
  const least = risingTo(groups, ({ replicasMin }) => replicasMin);
  const most = risingTo(groups, ({ replicasMax }) => replicasMax);
  refuseWithoutPlace(pool, groups);
  const nodesOf = (turns: typeof least): readonly PlacedNode[] => {
    const placement = placementOf(pool, turns, reservation);
    refusePending(pool, turns, placement.pending);
    return usedNodes(placement);
  };
  return {
    pool,
    size,
    atMinimum: nodesOf(least),
    atMaximum: nodesOf(most),
    nodesAtMinimum: usedRange(pool, least, reservation),
    nodesAtMaximum: usedRange(pool, most, reservation),
  };
}

/**
 * Where the pods of a tier land, pool by pool, with memory reserved on each node as `reservation` says.
 * @throws UnplacedError for a pod that has no place
 */
export function tierNodes(manifest: Manifest, reservation: Reservation): PoolPlacement[] {
  return ofType(manifest, NODE_POOL_TYPE).map((resource) => {
    const pool = nodePoolOf(resource, manifest);
    const size = allocatableOfType(pool.instanceType, resource.name, reservation);
    return pool.nodeCount === null
      ? dynamicPlacement(pool, manifest, size, reservation)
      : staticPlacement(pool, manifest, size, pool.nodeCount);
  });
}
