import { hostSkewMax } from "./limits";
import { metricsServerMemoryMiB } from "./metrics-server";
import type { PodCount } from "./packing";
import type { PlacedPods, SpreadRule } from "./placed-pods";
import { poolerResources } from "./pooler-capacity";
import type { TierSpec } from "./schema";

/** Pods of a tier that are alike, with as many as there may be at a time. */
export interface TierPods extends PodCount {
  /** Pods that a rollout adds. */
  readonly surge: number;
}

const JOB = { replicasMin: 1, aloneOnNode: false, spread: [], wishesZones: false } as const;
const ON_TWO_NODES: SpreadRule = { over: "node", maxSkew: 1, minDomains: 2 };
const IN_TWO_ZONES: SpreadRule = { over: "zone", maxSkew: 1, minDomains: 2 };
const IN_THREE_ZONES: SpreadRule = { over: "zone", maxSkew: 1, minDomains: 3 };

/** The EKS add-on, with the values that the cluster gives it; its rollout adds a pod, by the default of Kubernetes. */
const metricsServer = (tier: TierSpec): TierPods => ({
  group: {
    ...JOB,
    name: "kube-system/metrics-server",
    millicores: 100,
    memoryMiB: metricsServerMemoryMiB(tier),
    replicasMin: 2,
    spread: tier.qdrant.placement === "shared" ? [IN_TWO_ZONES] : [],
  },
  count: 2,
  surge: 1,
});

/** One pod, which a rollout has beside the next. */
const OBSERVER: TierPods = {
  group: { ...JOB, name: "observer/observer", millicores: 20, memoryMiB: 40, wishesZones: true },
  count: 1,
  surge: 1,
};

const job = (name: string, millicores: number, memoryMiB: number): TierPods => ({
  group: { ...JOB, name, millicores, memoryMiB },
  count: 1,
  surge: 0,
});

/** A Deployment of which every rollout adds one pod. */
const deployment = (
  name: string,
  size: Pick<PlacedPods, "millicores" | "memoryMiB">,
  replicasMin: number,
  count: number,
  maxSkew: number,
): TierPods => ({
  group: {
    name,
    ...size,
    replicasMin,
    aloneOnNode: false,
    spread: [{ ...ON_TWO_NODES, maxSkew }],
    wishesZones: true,
  },
  count,
  surge: 1,
});

function productPods({ app }: TierSpec): TierPods[] {
  const web = { millicores: app.webCpuRequestMillicores, memoryMiB: app.webMemoryMiB };
  const worker = { millicores: app.workerCpuRequestMillicores, memoryMiB: app.workerMemoryMiB };
  const product = (name: string, size: typeof web, min: number, max: number): TierPods =>
    deployment(name, size, min, max, hostSkewMax(min));
  return [
    product("app/web", web, app.webReplicasMin, app.webReplicasMax),
    ...(app.nextReplicas > 0 ? [product("app/web-next", web, app.nextReplicas, app.nextReplicas)] : []),
    ...(app.workerReplicasMin > 0
      ? [product("app/worker", worker, app.workerReplicasMin, app.workerReplicasMax)]
      : []),
  ];
}

function poolers({ postgres }: TierSpec): TierPods[] {
  const { cpuRequestMillicores, memoryMiB } = poolerResources(postgres);
  const size = { millicores: cpuRequestMillicores, memoryMiB };
  const count = postgres.poolerReplicas;
  return ["postgres/postgres-ro", "postgres/postgres-rw"].map((name) =>
    deployment(name, size, count, count, hostSkewMax(count)),
  );
}

/** The peers of Qdrant: no two of them on a node, and as many in one zone as in another. */
export function qdrantPods({ qdrant }: TierSpec): TierPods {
  return {
    group: {
      name: "qdrant/qdrant",
      millicores: qdrant.cpuRequestMillicores,
      memoryMiB: qdrant.memoryMiB,
      replicasMin: qdrant.peerCount,
      aloneOnNode: true,
      spread: [IN_THREE_ZONES],
      wishesZones: false,
    },
    count: qdrant.peerCount,
    surge: 0,
  };
}

/**
 * The pods of the app pool with every autoscaler at its maximum and every job running; a test compares them with those that the
 * program makes. Migrations and pods of a rotation come and go and are not among them.
 * @throws RangeError when there is less than one connection for each pod of a pooler
 */
export function appPoolPods(tier: TierSpec): readonly TierPods[] {
  const { placement } = tier.qdrant;
  const roles = Array.from({ length: tier.postgres.shardCount }, (_, shard) =>
    job(`postgres/postgres-roles-shard-${shard}`, 50, 64),
  );
  return [
    ...productPods(tier),
    ...poolers(tier),
    OBSERVER,
    ...(placement === "shared" ? [qdrantPods(tier)] : []),
    job("qdrant/qdrant-rebalance", 50, 128),
    job("qdrant/qdrant-snapshots", 100, 384),
    ...roles,
    ...(tier.operations.restoreDrill === "off" ? [] : [job("postgres/restore-drill", 50, 128)]),
    metricsServer(tier),
  ];
}
