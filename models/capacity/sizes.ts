import {
  burstable,
  CLIENT_CONNECTIONS_PER_POOLER,
  InputError,
  instanceShape,
  maxmemoryMiB,
  rdsClassShape,
  type TierSpec,
} from "../../tiers";
import { GP3_INCLUDED, STRIPED_FROM_GIB } from "../../kinds/rds/gp3";
import { poolSizes } from "../../tiers/pooler-capacity";

/** Connections to primaries, in pools of their own: who waits in one cannot take a free one of another. */
export interface PoolGroups {
  readonly groups: number;
  readonly connectionsPerGroup: number;
}

/** Cores of a group of equal machines. */
export interface Machines {
  readonly machines: number;
  /** Whole cores that run at a time, on each. */
  readonly servers: number;
  /** Share of a core that each of them gives for hours. */
  readonly speed: number;
}

/** What the parts of a platform have: nothing of it depends on users. */
export interface CapacitySizes {
  readonly pool: PoolGroups;
  readonly clientSlots: number;
  readonly postgres: {
    readonly primaries: Machines;
    /** Null without replicas that are read. */
    readonly replicas: Machines | null;
    /** Memory of all primaries. */
    readonly memoryGiB: number;
    /** Of all primaries, at the limit of storage autoscaling. */
    readonly storageGiB: number;
    /** Of the disks of all primaries. */
    readonly iops: number;
  };
  readonly qdrant: {
    readonly peers: Machines;
    readonly memoryMiB: number;
    readonly copies: number;
    /** Share of all data that the fullest peer holds: copies of shards do not divide further. */
    readonly fullestPeerShare: number;
    /** Whether it is a pod with a limit, which is killed there, or a machine, which slows down. */
    readonly isPod: boolean;
  };
  readonly valkey: {
    readonly mainMiB: number;
    readonly mainHoldsEmbeddings: boolean;
    /** Null where embeddings are in main. */
    readonly embeddingsMiB: number | null;
  };
  readonly web: { readonly pods: number; readonly coresPerPod: number };
  readonly workers: { readonly pods: number };
  readonly egress: { readonly paths: number; readonly bytesPerSecond: number };
  /** vCPUs of the app's nodes at their most, and of all other instances. */
  readonly account: { readonly appVcpus: number; readonly otherVcpus: number };
}

const BITS = 8;

/**
 * Bandwidth that a NAT instance has for hours (Amazon EC2 user guide, "Network specifications", baseline of T4g), in
 * bytes a second.
 */
const NAT_INSTANCE_BYTES: Readonly<Record<TierSpec["network"]["natInstanceType"], number>> = {
  "t4g.nano": 32e6 / BITS,
  "t4g.micro": 64e6 / BITS,
  "t4g.small": 128e6 / BITS,
};

/** A NAT gateway grows to 100 Gbit/s (Amazon VPC user guide, "NAT gateway basics"). */
const NAT_GATEWAY_BYTES = 100e9 / BITS;

function databaseMachines(instanceClass: string, machines: number): Machines {
  const credits = burstable(instanceClass);
  const speed = credits === undefined ? 1 : credits.baselineShare;
  const servers = credits?.vcpu ?? rdsClassShape(instanceClass)?.vcpu;
  if (servers !== undefined && speed !== undefined) return { machines, servers, speed };
  throw new InputError(
    `The capacity model does not know the cores of ${instanceClass}. Choose a Graviton class it knows, such as db.t4g.small or db.r7g.large.`,
  );
}

function memoryGiBOf(instanceClass: string): number {
  const shape = rdsClassShape(instanceClass);
  if (shape !== undefined) return shape.memoryGiB;
  throw new InputError(
    `The capacity model does not know the memory of ${instanceClass}. Choose a Graviton class it knows, such as db.t4g.small or db.r7g.large.`,
  );
}

function dataMemoryMiB(nodeType: string): number {
  const memory = maxmemoryMiB(nodeType);
  if (memory !== undefined) return memory;
  throw new InputError(
    `The capacity model does not know the memory of ${nodeType}. Choose a Graviton node type it knows, such as cache.t4g.small or cache.m7g.large.`,
  );
}

/** Cores of pods by what they ask for: what a pod may use beyond it belongs to its neighbours. */
function podMachines(pods: number, millicores: number): Machines {
  const cores = millicores / 1_000;
  const servers = Math.max(1, Math.floor(cores));
  return { machines: pods, servers, speed: cores / servers };
}

const iopsOf = (storageGiB: number): number =>
  (storageGiB < STRIPED_FROM_GIB ? GP3_INCLUDED.plain : GP3_INCLUDED.striped).iops;

/** Of every T4g that a NAT instance may be. */
const NAT_VCPU = 2;

/** vCPUs of instances; none where the type is not known, which the tier's own rules refuse. */
const vcpus = (instanceType: string | null, count: number): number =>
  (instanceShape(instanceType ?? "")?.vcpu ?? 0) * count;

/**
 * What a tier has. It asks the sizes, not the pods: that the autoscaled pods fit their nodes is for `models/cost/nodes`
 * to say.
 * @throws InputError for an instance type that it does not know
 */
export function sizesOf({ app, cluster, network, postgres, qdrant, valkey }: TierSpec): CapacitySizes {
  const { instanceClass, shardCount, servingReplicas } = postgres;
  const dataCopies = qdrant.shardCount * qdrant.replicationFactor;
  return {
    pool: {
      groups: postgres.poolerReplicas * shardCount,
      connectionsPerGroup: poolSizes(postgres).write,
    },
    clientSlots: postgres.poolerReplicas * CLIENT_CONNECTIONS_PER_POOLER,
    postgres: {
      primaries: databaseMachines(instanceClass, shardCount),
      replicas: servingReplicas === 0 ? null : databaseMachines(instanceClass, shardCount * servingReplicas),
      memoryGiB: memoryGiBOf(instanceClass) * shardCount,
      storageGiB: postgres.maxAllocatedStorageGiB * shardCount,
      iops: iopsOf(postgres.allocatedStorageGiB) * shardCount,
    },
    qdrant: {
      peers: podMachines(qdrant.peerCount, qdrant.cpuRequestMillicores),
      memoryMiB: qdrant.memoryMiB,
      copies: qdrant.replicationFactor,
      fullestPeerShare: Math.ceil(dataCopies / qdrant.peerCount) / qdrant.shardCount,
      isPod: true,
    },
    valkey: {
      mainMiB: dataMemoryMiB(valkey.mainNodeType) * valkey.mainShardCount,
      mainHoldsEmbeddings: valkey.embeddings === "main",
      embeddingsMiB:
        valkey.embeddingsNodeType === null
          ? null
          : dataMemoryMiB(valkey.embeddingsNodeType) * (valkey.embeddingsShardCount ?? 0),
    },
    web: { pods: app.webReplicasMax, coresPerPod: app.webCpuRequestMillicores / 1_000 },
    workers: { pods: app.workerReplicasMax },
    egress:
      network.egress === "natInstance"
        ? { paths: 1, bytesPerSecond: NAT_INSTANCE_BYTES[network.natInstanceType] }
        : {
            paths: network.egress === "natGateway" ? 1 : network.zoneCount,
            bytesPerSecond: NAT_GATEWAY_BYTES * (network.egress === "natGateway" ? 1 : network.zoneCount),
          },
    account: {
      appVcpus: vcpus(cluster.appNodeInstanceType, cluster.appNodeCountMax),
      otherVcpus:
        vcpus(qdrant.nodeInstanceType, qdrant.peerCount) + (network.egress === "natInstance" ? NAT_VCPU : 0),
    },
  };
}
