import type { Manifest } from "../../manifest/manifest";
import type { Workload } from "../../load/workload";
import { UnplacedError } from "../../../kinds/pricing/errors";
import { appNodesBeside, inRollout } from "../../../tiers";
import type { Figures } from "../../../kinds/pricing/figures";
import { HOURS_PER_MONTH } from "../../load/month";
import type { CostContext } from "../../../kinds/pricing/formula";
import {
  firstPending,
  holds,
  isWithin,
  leastLimit,
  refuseWithoutPlace,
  releaseRange,
  standstill,
  worstOf,
  type Release,
} from "./arrival-orders";
import type { NodeAssumption } from "./node-assumption";
import { byArrival, type PodCount } from "./placement";
import { podGroups, type PodGroup } from "./pods";
import { mayRunOn, nodePools, type NodePool } from "./pool";

/** The pods that answer requests; what other autoscaled pods do is not part of the workload. */
const REQUEST_PODS = "app/web";
/** Namespace of what a release of the product replaces. */
const PRODUCT = "app/";

/** Pods of a group when `cores` of work on requests are spread over them, as its autoscaler would have them. */
function replicasFor(group: PodGroup, cores: number): number {
  const { replicasMin, replicasMax, targetUtilizationPercent, millicores } = group;
  if (targetUtilizationPercent === null || group.name !== REQUEST_PODS) return replicasMin;
  const wanted = Math.ceil((cores * 1000) / ((millicores * targetUtilizationPercent) / 100));
  return Math.min(replicasMax, Math.max(replicasMin, wanted));
}

/** Pods that may run on a pool. @throws UnplacedError for pods that no pool takes */
export function groupsOn(pool: NodePool, manifest: Manifest): PodGroup[] {
  const pools = nodePools(manifest);
  return podGroups(manifest).filter((group) => {
    if (!pools.some((each) => mayRunOn(group, each)))
      throw new UnplacedError(`No node pool takes the pods of ${group.name}.`);
    return mayRunOn(group, pool);
  });
}

/**
 * Pods of a pool of static capacity. In a step between instance types the nodes that pods leave may be too small for them
 * already: those have their place in another pool.
 * @throws UnplacedError for pods that no empty node of any pool holds
 */
export function groupsOnStatic(pool: NodePool, manifest: Manifest): PodGroup[] {
  const others = nodePools(manifest).filter(({ resource }) => resource.urn !== pool.resource.urn);
  return groupsOn(pool, manifest).filter((group) => {
    if (holds(pool, group)) return true;
    if (!others.some((other) => mayRunOn(group, other) && holds(other, group)))
      refuseWithoutPlace(pool, [group]);
    return false;
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

/** A release of the product with every autoscaler at its maximum; jobs end by themselves. */
function releaseOf(groups: readonly PodGroup[]): Release {
  const most = ({ replicasMax }: PodGroup): number => replicasMax;
  const rolling = groups.filter(({ name, surge }) => surge > 0 && name.startsWith(PRODUCT));
  return { turns: risingTo(groups, most), released: lasting(rolling, most) };
}

/** Nodes with pods after a release at full load, least and most; null where it stands still in some order. */
export const nodesInRelease = (pool: NodePool, manifest: Manifest, assumption: NodeAssumption) =>
  releaseRange(pool, releaseOf(groupsOn(pool, manifest)), assumption);

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
  /**
   * Started at the ceiling for jobs, for a release at full load, or for pods that then went elsewhere, and gone when they
   * are empty or, after a release, when their pods are moved together.
   */
  readonly passing: number;
}

/**
 * Nodes of a pool that run all month: autoscalers at their minimum, at the expected load, and at their maximum with
 * every job running, each in the worst of the orders and reservations that are tried. A pool never has fewer at the
 * ceiling than its limits allow beside those for replacements and releases.
 * @throws UnplacedError for pods that no node or no pool takes
 */
export function nodeCounts(
  pool: NodePool,
  { manifest, workload }: Pick<CostContext, "manifest" | "workload">,
): NodeCounts {
  const groups = groupsOn(pool, manifest);
  if (pool.nodeCount !== null) {
    groupsOnStatic(pool, manifest);
    const running = { floor: pool.nodeCount, expected: pool.nodeCount, ceiling: pool.nodeCount };
    return { running, passing: 0 };
  }
  const highest = worstOf(pool, atMaximum(groups));
  const ceiling = Math.max(highest.used, pool.nodeLimit - appNodesBeside(pool.consolidates));
  // No new pod of a release may go where another new one is: the real programs took such pools up to their limit.
  const inRelease = pool.consolidates && surges(groups).length > 0 ? pool.nodeLimit - ceiling : 0;
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
      ceiling,
    },
    passing: Math.max(highest.passing, inRelease),
  };
}

/** What a dynamic pool needs at the most, for the check of its limits. */
export interface MostNodes {
  /** Every autoscaler at its maximum. Beside them there must be one for a node that is replaced. */
  readonly atMaximum: number;
  /** The same with every job running, while every Deployment is rolled out at a time; a replacement waits for that. */
  readonly duringRollout: number;
}

const turnsOf = (groups: readonly PodGroup[]): Readonly<Record<keyof MostNodes, PodCount[][]>> => ({
  atMaximum: risingTo(groups, ({ replicasMax }) => replicasMax),
  duringRollout: [...atMaximum(groups), surges(groups)],
});

/** The fewest nodes that a pool must be allowed to have for every pod to run. */
export function mostNodes(pool: NodePool, manifest: Manifest): MostNodes {
  const turns = turnsOf(groupsOn(pool, manifest));
  return {
    atMaximum: leastLimit(pool, turns.atMaximum),
    duringRollout: leastLimit(pool, turns.duringRollout),
  };
}

/**
 * The nodes that a dynamic pool must be allowed to have, replacements included, where its limits allow fewer.
 * @throws UnplacedError for a pod that no empty node holds, or for rules that no number of nodes meets
 */
export function nodesBeyondLimit(pool: NodePool, manifest: Manifest): number | undefined {
  const turns = turnsOf(groupsOn(pool, manifest));
  const beside = appNodesBeside(pool.consolidates);
  if (
    isWithin(pool, turns.atMaximum, pool.nodeLimit - beside) &&
    isWithin(pool, turns.duringRollout, pool.nodeLimit)
  )
    return undefined;
  const { atMaximum: most, duringRollout } = mostNodes(pool, manifest);
  return Math.max(most + beside, duringRollout);
}

/** A pod that has no place with every autoscaler at its maximum and every job running; undefined where all have one. */
export const podWithoutPlace = (pool: NodePool, manifest: Manifest): string | undefined =>
  firstPending(pool, atMaximum(groupsOn(pool, manifest)))?.name;

/** Where a release at full load may stand still. */
export interface Standstill {
  /** What makes the new pod that has no place. */
  readonly pod: string;
  /** Nodes with which no order is known in which it does. */
  readonly nodesNeeded: number;
}

/** Whether a release at full load stands still in some order of arrival. */
export function releaseStandstill(pool: NodePool, manifest: Manifest): Standstill | undefined {
  const release = releaseOf(groupsOn(pool, manifest));
  const pod = standstill(pool, release)?.name;
  if (pod === undefined) return undefined;
  let nodesNeeded = pool.nodeLimit + 1;
  // With a node for each pod of the product beside those that are there, every new one has one alone.
  while (standstill({ ...pool, nodeLimit: nodesNeeded }, release) !== undefined) nodesNeeded++;
  return { pod, nodesNeeded };
}
