/** Keys that may be read by anyone who may read the namespace. */
const PLAIN_KEYS = [
  "QDRANT_URL",
  "QDRANT_SHARD_COUNT",
  "QDRANT_REPLICATION_FACTOR",
  "EMBEDDING_CACHE_TTL_SECONDS",
  "EMBEDDING_QUEUE_URL",
  "ASSET_BASE_URL",
  "SCALING_TIER",
] as const;
export type PlainKey = (typeof PLAIN_KEYS)[number];

/** Keys that hold a password or an API key. */
const SECRET_KEYS = [
  "DATABASE_URL",
  "DATABASE_READ_URL",
  "DATABASE_READ_ONLY_URL",
  "DATABASE_SHARDS",
  "SESSION_VALKEY_URL",
  "CACHE_VALKEY_URL",
  "EMBEDDING_CACHE_VALKEY_URL",
  "QDRANT_API_KEY",
] as const;
export type SecretKey = (typeof SECRET_KEYS)[number];

/** What only a migration finds in its environment: pods of the product do not get it. */
const MIGRATION_KEYS = ["DATABASE_MIGRATION_URL", "DATABASE_MIGRATION_SHARDS"] as const;
export type MigrationKey = (typeof MIGRATION_KEYS)[number];

/** What the environment of a pod has by the contract; the product may give none of them another value. */
export const CONTRACT_KEYS: readonly string[] = [...PLAIN_KEYS, ...SECRET_KEYS, ...MIGRATION_KEYS];
