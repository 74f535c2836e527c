import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { TierName } from "../../tiers";
import type { MigrationKey, PlainKey, SecretKey } from "./contract-keys";

/** Embeddings are cached for a day; the group that holds them may drop any key (`allkeys-lfu`). */
const EMBEDDING_CACHE_TTL_SECONDS = 86_400;

/** What other components give to the application contract. */
export interface ContractValues {
  /** Primary of the first shard, through PgBouncer in transaction mode: `postgres://user:password@host:port/name`. */
  readonly databaseUrl: pulumi.Input<string>;
  /** Read replicas, or the primary where there are none. */
  readonly databaseReadUrl: pulumi.Input<string>;
  /** The same for a user who may only read. */
  readonly databaseReadOnlyUrl: pulumi.Input<string>;
  /** Addresses of every shard, as JSON. */
  readonly databaseShards: pulumi.Input<string>;
  /** Sessions: `rediss://user:password@host:port`. A cluster-aware client, database 0, hash tags for several keys. */
  readonly sessionValkeyUrl: pulumi.Input<string>;
  /** Dashboard cache; the same rules. */
  readonly cacheValkeyUrl: pulumi.Input<string>;
  /** Embedding cache; the same rules. */
  readonly embeddingCacheValkeyUrl: pulumi.Input<string>;
  /** HTTP address of any Qdrant peer. */
  readonly qdrantUrl: pulumi.Input<string>;
  readonly qdrantApiKey: pulumi.Input<string>;
  /** Logical shards of each collection, for `shard_number` where the application creates one; never changes. */
  readonly qdrantShardCount: number;
  /** Copies of each shard, for `replication_factor` there. The rebalance job raises it for collections that exist. */
  readonly qdrantReplicationFactor: number;
  /** Where browsers load assets from, without a slash at the end. */
  readonly assetBaseUrl: pulumi.Input<string>;
}

/** What only a migration finds in its environment: pods of the product do not get it. */
export type MigrationContract = Readonly<Record<MigrationKey, pulumi.Input<string>>>;

/** The environment of every pod of the product: the same keys at every tier, each of them always defined. */
export interface Contract {
  readonly plain: Readonly<Record<PlainKey, pulumi.Input<string>>>;
  readonly secret: Readonly<Record<SecretKey, pulumi.Input<string>>>;
}

export function contractOf(
  values: ContractValues,
  embeddingQueueUrl: pulumi.Input<string>,
  tier: TierName,
): Contract {
  return {
    plain: {
      QDRANT_URL: values.qdrantUrl,
      QDRANT_SHARD_COUNT: String(values.qdrantShardCount),
      QDRANT_REPLICATION_FACTOR: String(values.qdrantReplicationFactor),
      EMBEDDING_CACHE_TTL_SECONDS: String(EMBEDDING_CACHE_TTL_SECONDS),
      EMBEDDING_QUEUE_URL: embeddingQueueUrl,
      ASSET_BASE_URL: values.assetBaseUrl,
      SCALING_TIER: tier,
    },
    secret: {
      DATABASE_URL: values.databaseUrl,
      DATABASE_READ_URL: values.databaseReadUrl,
      DATABASE_READ_ONLY_URL: values.databaseReadOnlyUrl,
      DATABASE_SHARDS: values.databaseShards,
      SESSION_VALKEY_URL: values.sessionValkeyUrl,
      CACHE_VALKEY_URL: values.cacheValkeyUrl,
      EMBEDDING_CACHE_VALKEY_URL: values.embeddingCacheValkeyUrl,
      QDRANT_API_KEY: values.qdrantApiKey,
    },
  };
}

/** Digest of values by key, in any order of the keys: 16 hexadecimal digits. */
export function digestOf(values: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex").slice(0, 16);
}

/**
 * Digest of what pods read only when they start, for their template: a new value must restart them.
 * It leaves the secret realm on purpose. The values hold random passwords, which no digest gives away, and a secret
 * annotation would hide the whole pod template from previews and policies.
 * @param files files that are mounted and read at the start, by name
 */
export function configurationDigest(
  { plain, secret }: Contract,
  files: Readonly<Record<string, string>>,
): pulumi.Output<string> {
  return pulumi.unsecret(pulumi.output({ ...plain, ...secret, ...files }).apply(digestOf));
}
