import { roomOf } from "./allocatable";
import { instanceShape } from "./instance-types";
import { fewestNodes, type PodCount } from "./packing";
import { inRollout } from "./placed-pods";
import { appPoolPods } from "./pods-of-tier";
import { pooledConnectionsMin } from "./pooler-capacity";
import type { TierSpec } from "./schema";

const zonesOf = ({ network }: TierSpec): string[] =>
  Array.from({ length: network.zoneCount }, (_, zone) => String(zone));

/**
 * The least `cluster.appNodeCountMax` that a tier can have: its nodes hold every autoscaler at its maximum with every job, and with
 * one node more also a rollout of every Deployment at a time. `undefined` where no number of nodes does, because a pod is larger
 * than its node or a pooler has no connection for each pod; both have rules of their own.
 */
export function appNodeCountMin(tier: TierSpec): number | undefined {
  const shape = instanceShape(tier.cluster.appNodeInstanceType);
  if (shape === undefined || tier.postgres.pooledConnections < pooledConnectionsMin(tier.postgres))
    return undefined;
  const size = roomOf(shape);
  const nodesFor = (demand: readonly PodCount[]): number | undefined =>
    fewestNodes(demand, size, zonesOf(tier));
  const pods = appPoolPods(tier);
  const surge = pods
    .filter((each) => each.surge > 0)
    .map((each) => ({ group: inRollout(each.group), count: each.surge }));
  const [atMaximum, duringRollout] = [nodesFor(pods), nodesFor([...pods, ...surge])];
  return atMaximum === undefined || duringRollout === undefined
    ? undefined
    : Math.max(atMaximum, duringRollout - 1);
}
