import { ofType, type Manifest } from "../../manifest/manifest";
import type { Workload } from "../../load/workload";
import { UnplacedError } from "../../../kinds/pricing/errors";
import { inRollout } from "../../../tiers";
import type { Figures } from "../../../kinds/pricing/figures";
import { HOURS_PER_MONTH } from "../../load/month";
import type { CostContext } from "../../../kinds/pricing/formula";
import { leastLimit, refuseWithoutPlace, worstOf } from "./arrival-orders";
import { byArrival, type PodCount } from "./placement";
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

/** Pods that may run on a pool. @throws UnplacedError for pods that no pool takes */
export function groupsOn(pool: NodePool, manifest: Manifest): PodGroup[] {
  const pools = ofType(manifest, NODE_POOL_TYPE).map((resource) => nodePoolOf(resource, manifest));
  return podGroups(manifest).filter((group) => {
    if (!pools.some((each) => mayRunOn(group, each)))
      throw new UnplacedError(`No node pool takes the pods of ${group.name}.`);
    return mayRunOn(group, pool);
  });
}

/** Pods that stay, with one number of replicas for each group. */
const lasting = (groups: readonly PodGroup[], count: (group: PodGroup) => number): PodCount[] =>
  groups.filter(({ isJob }) => !isJob).map((group) => ({ group, count: count(group) }));

const jobsOf = (groups: readonly PodGroup[]): PodCount[] =>
  groups.filter(({ isJob }) => isJob).map((group) => ({ group, count: group.replicasMax }));

/** A stack from nothing, then the pods that its autoscalers add. */
export const risingTo = (groups: readonly PodGroup[], count: (group: PodGroup) => number): PodCount[][] => [
  ...byArrival(lasting(groups, ({ replicasMin }) => replicasMin)),
  lasting(groups, (group) => count(group) - group.replicasMin),
];

/** Everything that may run at a time: every autoscaler at its maximum, then the jobs. */
const atMaximum = (groups: readonly PodGroup[]): PodCount[][] => [
  ...risingTo(groups, ({ replicasMax }) => replicasMax),
  jobsOf(groups),
];

const surges = (groups: readonly PodGroup[]): PodCount[] =>
  groups.filter(({ surge }) => surge > 0).map((group) => ({ group: inRollout(group), count: group.surge }));

/** Nodes at the peak and beside it, weighed by their hours. */
function weighted(workload: Workload, nodesAt: (cores: number) => number): number {
  const { appCoresAverage, appCoresPeak } = workload;
  const peak = Math.min(1, workload.peakHoursPerMonth / HOURS_PER_MONTH);
  const beside = peak === 1 ? 0 : Math.max(0, (appCoresAverage - appCoresPeak * peak) / (1 - peak));
  return nodesAt(appCoresPeak) * peak + nodesAt(beside) * (1 - peak);
}

/** Nodes of a pool in a month. */
export interface NodeCounts {
  /** Those with pods, all month. */
  readonly running: Figures;
  /** Started at the ceiling for jobs, or for pods that then went elsewhere, and gone when they are empty. */
  readonly passing: number;
}

/**
 * Nodes of a pool that run all month: autoscalers at their minimum, at the expected load, and at their maximum with
 * every job running, each in the worst of the orders and reservations that are tried. A pool never has fewer at the
 * ceiling than its limits allow beside the node for replacements.
 * @throws UnplacedError for pods that no node or no pool takes
 */
export function nodeCounts(
  pool: NodePool,
  { manifest, workload }: Pick<CostContext, "manifest" | "workload">,
): NodeCounts {
  const groups = groupsOn(pool, manifest);
  if (pool.nodeCount !== null) {
    refuseWithoutPlace(pool, groups);
    const running = { floor: pool.nodeCount, expected: pool.nodeCount, ceiling: pool.nodeCount };
    return { running, passing: 0 };
  }
  const highest = worstOf(pool, atMaximum(groups));
  return {
    running: {
      floor: worstOf(
        pool,
        risingTo(groups, ({ replicasMin }) => replicasMin),
      ).used,
      expected: weighted(
        workload.expected,
        (cores) =>
          worstOf(
            pool,
            risingTo(groups, (group) => replicasFor(group, cores)),
          ).used,
      ),
      ceiling: Math.max(highest.used, pool.nodeLimit - 1),
    },
    passing: highest.passing,
  };
}

/** What a dynamic pool needs at the most, for the check of its limits. */
export interface MostNodes {
  /** Every autoscaler at its maximum. Beside them there must be one for a node that is replaced. */
  readonly atMaximum: number;
  /** The same with every job running, while every Deployment is rolled out at a time; a replacement waits for that. */
  readonly duringRollout: number;
}

/** The fewest nodes that a pool must be allowed to have for every pod to run. */
export function mostNodes(pool: NodePool, manifest: Manifest): MostNodes {
  const groups = groupsOn(pool, manifest);
  return {
    atMaximum: leastLimit(
      pool,
      risingTo(groups, ({ replicasMax }) => replicasMax),
    ),
    duringRollout: leastLimit(pool, [...atMaximum(groups), surges(groups)]),
  };
}
