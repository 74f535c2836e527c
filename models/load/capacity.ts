import {
  burstable,
  CLIENT_CONNECTIONS_PER_POOLER,
  InputError,
  maxmemoryMiB,
  rdsClassShape,
  type TierSpec,
} from "../../tiers";
import { workloadOf } from "./workload";
import { DEFAULT_COEFFICIENTS, type Coefficients } from "./workload-coefficients";

const CAPACITY_PARTS = [
  "Qdrant memory",
  "app CPU",
  "Postgres CPU",
  "Postgres storage",
  "Postgres connections",
  "Valkey memory",
] as const;

export type CapacityPart = (typeof CAPACITY_PARTS)[number];

/** How many users a tier carries before a part is full. */
export interface Capacity {
  readonly users: number;
  readonly limitedBy: CapacityPart;
  /** Fewest users first; a part that a user puts nothing on does not appear. */
  readonly parts: readonly { readonly part: CapacityPart; readonly users: number }[];
}

/** How full a part may become at the peak; beyond it, it fails or answers late. */
const LIMITS: Readonly<Record<CapacityPart, number>> = {
  "Qdrant memory": 0.8,
  "app CPU": 0.8,
  "Postgres CPU": 0.8,
  "Postgres storage": 0.85,
  "Postgres connections": 0.8,
  "Valkey memory": 0.75,
};

/** Cores that a database of a class gives for hours, credits aside. @throws InputError */
function sustainedCores(instanceClass: string): number {
  const credits = burstable(instanceClass);
  const cores =
    credits === undefined
      ? rdsClassShape(instanceClass)?.vcpu
      : credits.baselineShare === undefined
        ? undefined
        : credits.vcpu * credits.baselineShare;
  if (cores !== undefined) return cores;
  throw new InputError(
    `The capacity model does not know the cores of ${instanceClass}. Choose a Graviton class it knows, such as db.t4g.small or db.r7g.large.`,
  );
}

/** Memory of a node for data, in MiB. @throws InputError */
function dataMemoryMiB(nodeType: string): number {
  const memory = maxmemoryMiB(nodeType);
  if (memory !== undefined) return memory;
  throw new InputError(
    `The capacity model does not know the memory of ${nodeType}. Choose a Graviton node type it knows, such as cache.t4g.small or cache.m7g.large.`,
  );
}

interface Load {
  /** What the part has, and what one user takes of it, in the same unit. */
  readonly has: number;
  readonly perUser: number;
}

/** The data that fits when the fullest peer is full: copies of shards do not divide further. */
function qdrantMemory({ qdrant }: TierSpec, c: Coefficients): Load {
  const copies = qdrant.shardCount * qdrant.replicationFactor;
  const fullestPeer = Math.ceil(copies / qdrant.peerCount) / qdrant.shardCount;
  return { has: qdrant.memoryMiB / fullestPeer, perUser: c.qdrantMiBPerUser };
}

/** Embeddings count where they share the main group; a group of their own evicts and is never full. */
function valkeyMemory({ valkey }: TierSpec, c: Coefficients): Load {
  const one = workloadOf(1, c);
  const gib = one.valkeyMainGiB + (valkey.embeddings === "main" ? one.embeddingCacheGiB : 0);
  return { has: dataMemoryMiB(valkey.mainNodeType) * valkey.mainShardCount, perUser: gib * 1024 };
}

function loads(tier: TierSpec, c: Coefficients): Readonly<Record<CapacityPart, Load>> {
  const { app, postgres } = tier;
  const one = workloadOf(1, c);
  return {
    "Qdrant memory": qdrantMemory(tier, c),
    "app CPU": {
      has: (app.webReplicasMax * app.webCpuRequestMillicores) / 1000,
      perUser: one.appCoresPeak,
    },
    // Primaries alone: what replicas take over of the reads is left as reserve for the loss of one.
    "Postgres CPU": {
      has: sustainedCores(postgres.instanceClass) * postgres.shardCount,
      perUser: one.postgresCoresPeak,
    },
    "Postgres storage": {
      has: postgres.maxAllocatedStorageGiB * postgres.shardCount,
      perUser: one.postgresGiB,
    },
    "Postgres connections": {
      has: postgres.poolerReplicas * CLIENT_CONNECTIONS_PER_POOLER,
      perUser: one.postgresConnectionsPeak,
    },
    "Valkey memory": valkeyMemory(tier, c),
  };
}

/**
 * Users that a tier carries at the hard limits of its parts, and the part that is full first. It asks the sizes, not
 * the pods: that the autoscaled pods fit their nodes is for the packing of `models/cost/nodes` to say.
 * @throws InputError for an instance type it does not know, or coefficients by which users use nothing
 */
export function capacityOf(tier: TierSpec, coefficients: Coefficients = DEFAULT_COEFFICIENTS): Capacity {
  const byPart = loads(tier, coefficients);
  const parts = CAPACITY_PARTS.flatMap((part) => {
    const { has, perUser } = byPart[part];
    return perUser > 0 ? [{ part, users: Math.floor((has * LIMITS[part]) / perUser) }] : [];
  }).sort((left, right) => left.users - right.users);
  const [first] = parts;
  if (first === undefined)
    throw new InputError("By these coefficients a user uses nothing, so there is no capacity to work out.");
  return { users: first.users, limitedBy: first.part, parts };
}

/** Users for each dollar of the roadmap's budget table: 0.5 at the first tier, 1.67 at the last. */
export function roadmapUsersPerUsd({ users, monthlyBudgetUsd }: TierSpec): number {
  return users / monthlyBudgetUsd;
}
