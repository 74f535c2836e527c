import { nearestOffer } from "./spelling";

const SIZES = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"] as const;

/** `maxmemory` in MiB of the sizes of some families, in the order of the sizes. */
const ofFamilies = (families: readonly string[], mebibytes: readonly number[]): [string, number][] =>
  families.flatMap((family) =>
    SIZES.map((size, index): [string, number] => [`cache.${family}.${size}`, mebibytes[index] ?? 0]),
  );

/**
 * Graviton node types of ElastiCache for Valkey, with the memory for data in MiB (Amazon ElastiCache user guide, "Valkey and
 * Redis OSS parameters", Valkey node-type specific: `maxmemory`).
 */
const MAXMEMORY_MIB: ReadonlyMap<string, number> = new Map([
  ["cache.t4g.micro", 512],
  ["cache.t4g.small", 1_403],
  ["cache.t4g.medium", 3_164],
  ...ofFamilies(["m6g", "m7g"], [6_537, 13_248, 26_671, 53_517, 106_168, 160_900, 214_577]),
  ...ofFamilies(["m8g"], [6_956, 14_517, 30_390, 62_806, 127_638, 192_470, 257_302]),
  ...ofFamilies(["r6g", "r7g"], [13_387, 26_953, 54_084, 108_347, 214_577, 325_400, 429_154]),
  ...ofFamilies(["r8g"], [14_517, 30_390, 62_806, 127_638, 257_302, 386_966, 516_630]),
  ...ofFamilies(["c7gn"], [3_164, 6_537, 13_248, 26_671, 53_517, 80_450, 108_347]),
  ...ofFamilies(["c8gn"], [3_176, 6_956, 14_517, 30_390, 62_806, 95_222, 127_638]),
]);

/** Memory for data of a node type in MiB; undefined for one that ElastiCache does not have for Valkey. */
export function maxmemoryMiB(nodeType: string): number | undefined {
  return MAXMEMORY_MIB.get(nodeType);
}

/** Such nodes keep part of their data on disks, and ElastiCache makes them only with data tiering switched on. */
const TIERED = /^cache\.r6gd\./;

/** Why ElastiCache makes no Valkey node of a type on Graviton, or `undefined` when it does. */
export function cacheNodeTypeProblem(nodeType: string): string | undefined {
  if (MAXMEMORY_MIB.has(nodeType)) return undefined;
  const allowed =
    "a Graviton node type that ElastiCache has for Valkey, such as cache.t4g.small or cache.m7g.large";
  if (TIERED.test(nodeType))
    return `${allowed}; r6gd only comes with data tiering, which keeps part of the data on disks`;
  return allowed + nearestOffer("cache.", nodeType, [...MAXMEMORY_MIB.keys()]);
}
