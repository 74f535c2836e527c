import { ofType, type Manifest } from "../../manifest/manifest";
import type { Workload } from "../../load/workload";
import { UnpricedError } from "../../../kinds/pricing/errors";
import type { Figures } from "../../../kinds/pricing/figures";
import { HOURS_PER_MONTH } from "../../load/month";
import type { CostContext } from "../../../kinds/pricing/formula";
import { allocatableOfType } from "./allocatable";
import type { PackedNode, PodCount } from "../../../tiers";
import { packNodes } from "./packing";
import { podGroups, type PodGroup } from "./pods";
import { mayRunOn, NODE_POOL_TYPE, nodePoolOf, type NodePool } from "./pool";

/** The pods that answer requests; what other autoscaled pods do is not part of the workload. */
const REQUEST_PODS = "app/web";

/** Pods of a group when `cores` of work on requests are spread over them, as its autoscaler would have them. */
function replicasFor(group: PodGroup, cores: number): number {
  const { replicasMin, replicasMax, targetUtilizationPercent, millicores } = group;
  if (targetUtilizationPercent === null || group.name !== REQUEST_PODS) return replicasMin;
  const wanted = Math.ceil((cores * 1000) / ((millicores * targetUtilizationPercent) / 100));
  return Math.min(replicasMax, Math.max(replicasMin, wanted));
}

/** Pods that may run on a pool. @throws UnpricedError for pods that no pool takes */
function groupsOn(pool: NodePool, manifest: Manifest): PodGroup[] {
  const pools = ofType(manifest, NODE_POOL_TYPE).map((resource) => nodePoolOf(resource, manifest));
  return podGroups(manifest).filter((group) => {
    if (!pools.some((each) => mayRunOn(group, each)))
      throw new UnpricedError(`No node pool takes the pods of ${group.name}.`);
    return mayRunOn(group, pool);
  });
}

const pack = (pool: NodePool, demand: readonly PodCount[]): readonly PackedNode[] =>
  packNodes(demand, allocatableOfType(pool.instanceType, pool.resource.name), pool.zones);

const lasting = (groups: readonly PodGroup[], count: (group: PodGroup) => number): PodCount[] =>
  groups.filter(({ isJob }) => !isJob).map((group) => ({ group, count: count(group) }));

const atMaximum = (groups: readonly PodGroup[]): PodCount[] =>
  groups.map((group) => ({ group, count: group.replicasMax }));

/** Nodes at the peak and beside it, weighed by their hours. */
function weighted(workload: Workload, nodesAt: (cores: number) => number): number {
  const { appCoresAverage, appCoresPeak } = workload;
  const peak = Math.min(1, workload.peakHoursPerMonth / HOURS_PER_MONTH);
  const beside = peak === 1 ? 0 : Math.max(0, (appCoresAverage - appCoresPeak * peak) / (1 - peak));
  return nodesAt(appCoresPeak) * peak + nodesAt(beside) * (1 - peak);
}

/**
 * Nodes of a pool that run all month: autoscalers at their minimum, at the expected load, and at their maximum with
 * every job running. A pool never has fewer at the ceiling than its limits allow beside the node for replacements.
 * @throws UnpricedError for pods that no node or no pool takes
 */
export function nodeCounts(
  pool: NodePool,
  { manifest, workload }: Pick<CostContext, "manifest" | "workload">,
): Figures {
  const groups = groupsOn(pool, manifest);
  if (pool.nodeCount !== null) {
    for (const group of groups) pack(pool, [{ group, count: 1 }]);
    return { floor: pool.nodeCount, expected: pool.nodeCount, ceiling: pool.nodeCount };
  }
  return {
    floor: pack(
      pool,
      lasting(groups, ({ replicasMin }) => replicasMin),
    ).length,
    expected: weighted(
      workload.expected,
      (cores) =>
        pack(
          pool,
          lasting(groups, (group) => replicasFor(group, cores)),
        ).length,
    ),
    ceiling: Math.max(pack(pool, atMaximum(groups)).length, pool.nodeLimit - 1),
  };
}

/** What a dynamic pool needs at the most, for the check of its limits. */
export interface MostNodes {
  /** Every autoscaler at its maximum and every job running. */
  readonly atMaximum: number;
  /** The same, while every Deployment is rolled out at a time. */
  readonly duringRollout: number;
}

export function mostNodes(pool: NodePool, manifest: Manifest): MostNodes {
  const groups = groupsOn(pool, manifest);
  const all = atMaximum(groups);
  // Pods of a rollout are spread among themselves: they are a group of their own.
  const surge = groups
    .filter((group) => group.surge > 0)
    .map((group) => ({ group: { ...group, name: `${group.name} (new)` }, count: group.surge }));
  return { atMaximum: pack(pool, all).length, duringRollout: pack(pool, [...all, ...surge]).length };
}
