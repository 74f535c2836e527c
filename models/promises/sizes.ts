import { burstable, InputError, rdsClassShape, type TierSpec } from "../../tiers";

const GIB = 2 ** 30;

/** Valkey runs commands on one core: this share of it is busy before answers are late, in percent. */
const VALKEY_CORE_PERCENT = 90;

/** vCPUs of a database class. @throws InputError */
function databaseVcpus(instanceClass: string): number {
  const vcpu = rdsClassShape(instanceClass)?.vcpu ?? burstable(instanceClass)?.vcpu;
  if (vcpu === undefined) throw new InputError(`The vCPUs of ${instanceClass} are not known.`);
  return vcpu;
}

/**
 * vCPUs of a node type: two of every T4g and `large`, doubled with each size
 * (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html).
 */
function cacheNodeVcpus(nodeType: string): number {
  const size = nodeType.split(".").at(-1) ?? "";
  const times = /^(\d+)xlarge$/.exec(size)?.[1];
  if (times !== undefined) return Number(times) * 4;
  return size === "xlarge" ? 4 : 2;
}

/** What of a tier a threshold may be a share of, each with the unit that the share then has. */
export const SIZES = {
  databaseConnections: { unit: "count", of: ({ postgres }: TierSpec) => postgres.maxConnections },
  databaseStorage: { unit: "bytes", of: ({ postgres }: TierSpec) => postgres.allocatedStorageGiB * GIB },
  databaseVcpus: { unit: "count", of: ({ postgres }: TierSpec) => databaseVcpus(postgres.instanceClass) },
  webPods: { unit: "count", of: ({ app }: TierSpec) => app.webReplicasMin },
  /** One core of a cache node, as a percentage of all of them. */
  mainCacheCore: {
    unit: "percent",
    of: ({ valkey }: TierSpec) => VALKEY_CORE_PERCENT / cacheNodeVcpus(valkey.mainNodeType),
  },
  embeddingsCacheCore: {
    unit: "percent",
    of: ({ valkey }: TierSpec) =>
      VALKEY_CORE_PERCENT / cacheNodeVcpus(valkey.embeddingsNodeType ?? valkey.mainNodeType),
  },
} as const;

export type SizeName = keyof typeof SIZES;
export const SIZE_NAMES = Object.keys(SIZES) as [SizeName, ...SizeName[]];
