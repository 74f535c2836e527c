import { ofType, type Manifest } from "../../manifest/manifest";
import type { Allocatable } from "../../../tiers";
import {
  placementOf,
  refusePending,
  refuseWithoutPlace,
  sizeOf,
  usedNodes,
  usedRange,
} from "./arrival-orders";
import type { NodeAssumption } from "./node-assumption";
import { groupsOn, groupsOnStatic, nodesInRelease, risingTo } from "./node-count";
import { refuseTooLarge, type PlacedNode } from "./placement";
import { NODE_POOL_TYPE, nodePoolOf, type NodePool } from "./pool";

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
  /** The same after a release of the product at full load, while none is taken away; null where it may stand still. */
  readonly nodesInRelease: Range | null;
}

/** A pool of static capacity has its nodes whatever runs; each of its pods has one alone. */
function staticPlacement(
  pool: NodePool,
  manifest: Manifest,
  size: Allocatable,
  count: number,
): PoolPlacement {
  const groups = groupsOnStatic(pool, manifest).filter(({ isJob }) => !isJob);
  refuseTooLarge(groups, size);
  const nodes = Array.from({ length: count }, (_, node) => ({
    zone: pool.zones[node % pool.zones.length] ?? "",
    pods: groups,
  }));
  const range: Range = [count, count];
  return {
    pool,
    size,
    atMinimum: nodes,
    atMaximum: nodes,
    nodesAtMinimum: range,
    nodesAtMaximum: range,
    nodesInRelease: range,
  };
}

function dynamicPlacement(
  pool: NodePool,
  manifest: Manifest,
  size: Allocatable,
  assumption: NodeAssumption,
): PoolPlacement {
  const groups = groupsOn(pool, manifest);
  const least = risingTo(groups, ({ replicasMin }) => replicasMin);
  const most = risingTo(groups, ({ replicasMax }) => replicasMax);
  refuseWithoutPlace(pool, groups);
  const nodesOf = (turns: typeof least): readonly PlacedNode[] => {
    const placement = placementOf(pool, turns, assumption);
    refusePending(pool, turns, placement.pending, [assumption]);
    return usedNodes(placement);
  };
  return {
    pool,
    size,
    atMinimum: nodesOf(least),
    atMaximum: nodesOf(most),
    nodesAtMinimum: usedRange(pool, least, assumption),
    nodesAtMaximum: usedRange(pool, most, assumption),
    nodesInRelease: nodesInRelease(pool, manifest, assumption),
  };
}

/**
 * Where the pods of a tier land, pool by pool, on nodes of which so much is assumed.
 * @throws UnplacedError for a pod that has no place
 */
export function tierNodes(manifest: Manifest, assumption: NodeAssumption): PoolPlacement[] {
  return ofType(manifest, NODE_POOL_TYPE).map((resource) => {
    const pool = nodePoolOf(resource, manifest);
    const size = sizeOf(pool, assumption);
    return pool.nodeCount === null
      ? dynamicPlacement(pool, manifest, size, assumption)
      : staticPlacement(pool, manifest, size, pool.nodeCount);
  });
}
