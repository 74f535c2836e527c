import type { CapacityValues } from "../coefficients";
import { shareForHits } from "../che";
import type { Limits } from "../limits";
import { shares, type Part, type Users } from "../part";
import type { CapacitySizes } from "../sizes";

const embeddingsMiB = ({ embeddingsPerUserDay, embeddingKiB }: CapacityValues): number =>
  (embeddingsPerUserDay * embeddingKiB) / 1_024;

/** MiB of one user's embeddings in the main group; none where they have a group of their own. */
export const embeddingsInMainMiB = ({ valkey }: CapacitySizes, c: CapacityValues): number =>
  valkey.mainHoldsEmbeddings ? embeddingsMiB(c) : 0;

/** MiB of one user in the main group. */
const mainMiB = (sizes: CapacitySizes, c: CapacityValues): number =>
  c.valkeyMiBPerUser + embeddingsInMainMiB(sizes, c);

/** Users of a cache: from a full memory on hits fall with the memory's share of what is asked for. */
function cacheUsers(
  memoryMiB: number,
  perUserMiB: number,
  { cacheHitShare, cacheSkew }: CapacityValues,
  { cacheHit }: Limits,
): Users {
  if (perUserMiB === 0) return { act: Infinity, break: Infinity };
  const full = (memoryMiB * cacheHit.act) / perUserMiB;
  // Where even a cache that holds all hits less, it is broken from the first user on.
  const broken =
    cacheHitShare < cacheHit.break ? 0 : full / shareForHits(cacheHit.break / cacheHitShare, cacheSkew);
  return { act: Math.min(full, broken), break: broken };
}

const MAIN = ["valkeyMiBPerUser", "embeddingsPerUserDay", "embeddingKiB"] as const;

/** A full group evicts what expires first, dashboards and sessions alike. */
export const valkeyMemory: Part = {
  name: "Valkey memory",
  kind: "soft",
  formula: "`valkeyMemory` × maxmemory × shards ÷ MiB a user; break when it is full",
  source: "ElastiCache user guide, managing reserved memory",
  beyond: "what expires first is evicted: users sign in again",
  coefficients: MAIN,
  limits: ["valkeyMemory"],
  users: (sizes, c, limits) => shares(sizes.valkey.mainMiB, mainMiB(sizes, c), limits.valkeyMemory),
};

export const valkeyHits: Part = {
  name: "Valkey hit ratio",
  kind: "hard",
  formula:
    "act: memory ÷ MiB a user = N; break: H0 × Che(memory ÷ (N × MiB a user)) = `cacheHit`; Che(x) = x where all keys are alike",
  source:
    "Che, Tung and Wang, Hierarchical Web caching systems, 2002: the time that a key stays is one for all",
  beyond: "dashboards ask the database, at three to five times the time",
  coefficients: [...MAIN, "cacheHitShare", "cacheSkew"],
  limits: ["cacheHit"],
  users: (sizes, c, limits) => cacheUsers(sizes.valkey.mainMiB, mainMiB(sizes, c), c, limits),
};

export const embeddingCache: Part = {
  name: "embedding cache",
  kind: "soft",
  formula: "as the hit ratio, of the embeddings of 24 hours in a group of their own",
  source: "as the hit ratio",
  beyond: "embeddings are made anew, at the provider's price",
  coefficients: ["embeddingsPerUserDay", "embeddingKiB", "cacheHitShare", "cacheSkew"],
  limits: ["cacheHit"],
  users: ({ valkey }, c, limits) =>
    valkey.embeddingsMiB === null ? undefined : cacheUsers(valkey.embeddingsMiB, embeddingsMiB(c), c, limits),
};
