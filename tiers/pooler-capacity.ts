import type { TierSpec } from "./schema";

/** Server connections a pod of each pooler may open to each shard. */
export interface PoolSizes {
  readonly write: number;
  readonly read: number;
}

/** What a PgBouncer pod asks of its node. */
export interface PoolerResources {
  readonly cpuRequestMillicores: number;
  readonly memoryMiB: number;
}

type Sizing = Pick<
  TierSpec["postgres"],
  "pooledConnections" | "poolerReplicas" | "servingReplicas" | "shardCount"
>;

const SURGE_PODS = 1;
const LEAVING_PODS = 1;

/**
 * Pods of one Deployment that hold connections at a time: a rollout starts one more than it should keep, and
 * Kubernetes counts a pod that is shutting down no longer, though it still serves.
 */
export function podsAtMost(poolerReplicas: number): number {
  return poolerReplicas + SURGE_PODS + LEAVING_PODS;
}

/** Connections kept free of pools: RDS's own, migrations, monitoring and people. */
export function reservedConnections(maxConnections: number): number {
  return Math.max(10, Math.ceil(maxConnections / 10));
}

/** Pods that share the connections of one instance. */
const sharingPods = ({
  poolerReplicas,
  servingReplicas,
}: Omit<Sizing, "pooledConnections" | "shardCount">): number =>
  podsAtMost(poolerReplicas) * (servingReplicas <= 1 ? 2 : 1);

/** The fewest connections of which each pod gets one. */
export function pooledConnectionsMin(sizing: Omit<Sizing, "pooledConnections" | "shardCount">): number {
  const pods = sharingPods(sizing);
  let connections = pods;
  while (connections - reservedConnections(connections) < pods) connections++;
  return connections;
}

/**
 * Divides `max_connections` among the pods, so that all of them together never reach the reserve of an instance.
 * With one serving replica or none both poolers may lead to the primary and share it: reads fall back to it when the one
 * replica is lost. With several each may be the only one that answers, so the read pools are sized for one.
 * @throws RangeError when there is less than one connection for each pod
 */
export function poolSizes(sizing: Sizing): PoolSizes {
  const { pooledConnections, poolerReplicas } = sizing;
  const pods = sharingPods(sizing);
  const connections = pooledConnections - reservedConnections(pooledConnections);
  const size = Math.floor(connections / pods);
  if (size < 1)
    throw new RangeError(
      `${connections} connections cannot be divided among ${pods} PgBouncer pods: raise postgres.pooledConnections (${pooledConnections}) or lower postgres.poolerReplicas (${poolerReplicas}).`,
    );
  return { write: size, read: size };
}

/** CPU and memory by the server connections that a pod may hold; PgBouncer uses one core at most. */
export function poolerResources(sizing: Sizing): PoolerResources {
  const { write, read } = poolSizes(sizing);
  const serverConnections = Math.max(write, read) * sizing.shardCount;
  return {
    cpuRequestMillicores: Math.min(1_000, Math.max(50, Math.ceil(serverConnections / 2))),
    memoryMiB: 16 * Math.ceil((64 + serverConnections / 8) / 16),
  };
}
