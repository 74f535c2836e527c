import { roomOf } from "./allocatable";
import { appNodeCountMin } from "./app-nodes";
import type { CombinationRule } from "./combinations";
import { fieldValue } from "./fields";
import { instanceShape, smallestTypeFor } from "./instance-types";
import { appPoolPods, type TierPods } from "./pods-of-tier";
import { pooledConnectionsMin } from "./pooler-capacity";
import { connectionsMax, rdsClassShape, smallestClassFor } from "./rds-classes";
import type { TierSpec } from "./schema";

/** Nodes of a replication group, after every increase of the quota (Amazon ElastiCache user guide, "Quotas"; 90 by default). */
const CACHE_NODES_MAX = 500;

/** The most that the schema lets a pool have. */
const APP_NODES_MAX = 100;

/** RDS wants a limit of autoscaling so much above the disk (Amazon RDS user guide, "Storage autoscaling": maximum threshold). */
const AUTOSCALING_HEADROOM = 0.1;

/** A rule that one amount of a pod is no more than an empty node of its pool has. */
function fitsNode(
  pod: string,
  path: string,
  amount: "millicores" | "memoryMiB",
  nodePath: string,
  applies: (tier: TierSpec) => boolean = () => true,
): CombinationRule {
  return {
    paths: [path, nodePath],
    isAboutPlaces: true,
    problem: (tier) => {
      const nodeType = String(fieldValue(tier, nodePath));
      const shape = instanceShape(nodeType);
      const asked = Number(fieldValue(tier, path));
      if (shape === undefined || !applies(tier)) return undefined;
      const most = roomOf(shape)[amount];
      if (asked <= most) return undefined;
      const larger = smallestTypeFor((candidate) => roomOf(candidate)[amount] >= asked, nodeType);
      const other = larger === undefined ? "" : `; or ${nodePath} ${larger} or larger`;
      return `at most ${most}, which is what an empty node of ${nodePath} ${nodeType} has for a pod of ${pod}${other}`;
    },
  };
}

const isShared = ({ qdrant }: TierSpec): boolean => qdrant.placement === "shared";

const podSizes: readonly CombinationRule[] = [
  ...["web", "worker"].flatMap((workload) => [
    fitsNode(
      `app/${workload}`,
      `app.${workload}CpuRequestMillicores`,
      "millicores",
      "cluster.appNodeInstanceType",
    ),
    fitsNode(`app/${workload}`, `app.${workload}MemoryMiB`, "memoryMiB", "cluster.appNodeInstanceType"),
  ]),
  ...(
    [
      ["qdrant.cpuRequestMillicores", "millicores"],
      ["qdrant.memoryMiB", "memoryMiB"],
    ] as const
  ).flatMap(([path, amount]) => [
    fitsNode("qdrant/qdrant", path, amount, "cluster.appNodeInstanceType", isShared),
    fitsNode("qdrant/qdrant", path, amount, "qdrant.nodeInstanceType", (tier) => !isShared(tier)),
  ]),
];

const cacheNodes = (group: "main" | "embeddings"): CombinationRule => ({
  paths: [`valkey.${group}ShardCount`, `valkey.${group}ReplicasPerShard`],
  problem: ({ valkey }) => {
    const nodesPerShard = 1 + (valkey[`${group}ReplicasPerShard`] ?? 0);
    const most = Math.floor(CACHE_NODES_MAX / nodesPerShard);
    return (valkey[`${group}ShardCount`] ?? 0) <= most
      ? undefined
      : `at most ${most} with ${nodesPerShard} nodes a shard: ElastiCache makes no more than ${CACHE_NODES_MAX} nodes in a group`;
  },
});

/** The pods that take most of the app pool's memory: `app/web ×60`. */
function largestOf(tier: TierSpec): string {
  const memory = ({ group, count }: TierPods): number => group.memoryMiB * count;
  const [most] = [...appPoolPods(tier)].sort((left, right) => memory(right) - memory(left));
  return most === undefined ? "nothing" : `${most.group.name} ×${most.count}`;
}

/** Rules about sizes that AWS or Kubernetes refuses, or of which a part never starts. */
export const SIZE_RULES: readonly CombinationRule[] = [
  ...podSizes,
  {
    paths: [
      "cluster.appNodeCountMax",
      "cluster.appNodeInstanceType",
      "network.zoneCount",
      "postgres.shardCount",
      "postgres.servingReplicas",
      "postgres.pooledConnections",
      "postgres.poolerReplicas",
      "qdrant.peerCount",
      "qdrant.placement",
      "qdrant.cpuRequestMillicores",
      "qdrant.memoryMiB",
      "app.webReplicasMin",
      "app.webReplicasMax",
      "app.webCpuRequestMillicores",
      "app.webMemoryMiB",
      "app.workerReplicasMin",
      "app.workerReplicasMax",
      "app.workerCpuRequestMillicores",
      "app.workerMemoryMiB",
      "app.nextReplicas",
    ],
    isAboutPlaces: true,
    problem: (tier) => {
      const least = appNodeCountMin(tier);
      const { appNodeCountMax, appNodeInstanceType } = tier.cluster;
      if (least === undefined || least <= appNodeCountMax) return undefined;
      const number =
        least <= APP_NODES_MAX ? `at least ${least}` : `at most ${APP_NODES_MAX}, which are too few`;
      const needed = least <= APP_NODES_MAX ? "so many" : least;
      return `${number}: the pods of the app pool, most of all ${largestOf(tier)}, need ${needed} nodes of ${appNodeInstanceType} when every autoscaler is at its maximum; or fewer or smaller pods, or a larger cluster.appNodeInstanceType`;
    },
  },
  {
    paths: ["postgres.maxConnections", "postgres.instanceClass"],
    problem: ({ postgres }) => {
      const { instanceClass, maxConnections } = postgres;
      const shape = rdsClassShape(instanceClass);
      if (shape === undefined || maxConnections <= connectionsMax(shape)) return undefined;
      const larger = smallestClassFor(maxConnections);
      const other = larger === undefined ? "" : `; or postgres.instanceClass ${larger} or larger`;
      return `at most ${connectionsMax(shape)}, for which the ${shape.memoryGiB} GiB of postgres.instanceClass ${instanceClass} are enough${other}`;
    },
  },
  {
    paths: ["postgres.pooledConnections", "postgres.poolerReplicas", "postgres.servingReplicas"],
    problem: ({ postgres }) => {
      const least = pooledConnectionsMin(postgres);
      return postgres.pooledConnections >= least
        ? undefined
        : `at least ${least}, one for each pod of the poolers beside the reserve; or fewer than ${postgres.poolerReplicas} postgres.poolerReplicas`;
    },
  },
  {
    paths: ["postgres.maxAllocatedStorageGiB", "postgres.allocatedStorageGiB"],
    problem: ({ postgres: { allocatedStorageGiB, maxAllocatedStorageGiB } }) => {
      // Whole numbers: 1.1 times 50 is more than 55 to a computer.
      const least = allocatedStorageGiB + Math.ceil(allocatedStorageGiB * AUTOSCALING_HEADROOM);
      return maxAllocatedStorageGiB <= allocatedStorageGiB || maxAllocatedStorageGiB >= least
        ? undefined
        : `${allocatedStorageGiB}, which switches autoscaling off, or at least ${least}: RDS wants 10 % more than allocatedStorageGiB`;
    },
  },
  cacheNodes("main"),
  cacheNodes("embeddings"),
];
