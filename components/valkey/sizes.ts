import type { TierSpec } from "../../tiers";

/** The two caches of the platform, by what may be lost when memory is full. */
type ValkeyRole = "main" | "embeddings";

/** Size and behaviour of one replication group. */
export interface ValkeySize {
  readonly role: ValkeyRole;
  readonly engineVersion: string;
  readonly nodeType: string;
  readonly shardCount: number;
  readonly replicasPerShard: number;
  readonly multiAz: boolean;
  /** Days that daily snapshots are kept; 0 keeps none. */
  readonly snapshotRetentionDays: number;
  /**
   * What the engine evicts when memory is full. `volatile-ttl`: the keys that expire first, so a session outlives every
   * cache entry with a shorter TTL, whether it is used or not. `allkeys-lfu`: the keys that are asked for least, TTL or not.
   */
  readonly maxmemoryPolicy: "volatile-ttl" | "allkeys-lfu";
}

/**
 * The replication groups of a tier: `main` always, `embeddings` where the tier gives it nodes of its own.
 * @throws RangeError when the tier wants an embeddings group and leaves out its size
 */
export function valkeySizes(spec: TierSpec["valkey"]): readonly [ValkeySize, ...ValkeySize[]] {
  const main: ValkeySize = {
    role: "main",
    engineVersion: spec.engineVersion,
    nodeType: spec.mainNodeType,
    shardCount: spec.mainShardCount,
    replicasPerShard: spec.mainReplicasPerShard,
    multiAz: spec.multiAz && spec.mainReplicasPerShard > 0,
    snapshotRetentionDays: spec.snapshotRetentionDays,
    maxmemoryPolicy: "volatile-ttl",
  };
  if (spec.embeddings === "main") return [main];
  const { embeddingsNodeType, embeddingsShardCount, embeddingsReplicasPerShard } = spec;
  if (embeddingsNodeType === null || embeddingsShardCount === null || embeddingsReplicasPerShard === null)
    throw new RangeError(
      'valkey.embeddings is "own": set embeddingsNodeType, embeddingsShardCount and embeddingsReplicasPerShard.',
    );
  const embeddings: ValkeySize = {
    role: "embeddings",
    engineVersion: spec.engineVersion,
    nodeType: embeddingsNodeType,
    shardCount: embeddingsShardCount,
    replicasPerShard: embeddingsReplicasPerShard,
    multiAz: spec.multiAz && embeddingsReplicasPerShard > 0,
    // Every entry can be computed again, so a snapshot would only cost money and memory.
    snapshotRetentionDays: 0,
    maxmemoryPolicy: "allkeys-lfu",
  };
  return [main, embeddings];
}

/** Name of the parameter family of a version: `valkey8` for 8.1. */
export function parameterFamily(engineVersion: string): string {
  return `valkey${engineVersion.split(".")[0] ?? engineVersion}`;
}
