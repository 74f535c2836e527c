import { shapesOf, t4gShapes, type InstanceShape } from "./graviton-sizes";
import { nearestOffer } from "./spelling";

/** Graviton classes that RDS has for PostgreSQL in at least one region (AWS price list, November 2026), in every size. */
const RDS_CLASSES: ReadonlyMap<string, InstanceShape> = new Map([
  ...t4gShapes("db.", 1),
  ...shapesOf("db.", [
    { names: ["m6g", "m6gd", "m7g"], gibPerVcpu: 4, vcpuMax: 64 },
    { names: ["m8g", "m8gd", "m9g"], gibPerVcpu: 4, vcpuMax: 192 },
    { names: ["r6g", "r6gd", "r7g"], gibPerVcpu: 8, vcpuMax: 64 },
    { names: ["r8g", "r8gd"], gibPerVcpu: 8, vcpuMax: 192 },
    { names: ["x2g"], gibPerVcpu: 16, vcpuMax: 64 },
  ]),
]);

/** vCPU and memory of a class such as `db.r7g.large`; undefined for one that RDS does not have for PostgreSQL. */
export function rdsClassShape(instanceClass: string): InstanceShape | undefined {
  return RDS_CLASSES.get(instanceClass);
}

/** Why RDS makes no PostgreSQL of a class on Graviton, or `undefined` when it does. */
export function rdsClassProblem(instanceClass: string): string | undefined {
  if (RDS_CLASSES.has(instanceClass)) return undefined;
  return (
    "a Graviton class that RDS has for PostgreSQL, such as db.t4g.small or db.r7g.large" +
    nearestOffer("db.", instanceClass, [...RDS_CLASSES.keys()])
  );
}

/** Bytes of memory for each connection in RDS's own default of `max_connections`, which is never more than 5,000. */
const BYTES_PER_CONNECTION = 9_531_392;
const CONNECTIONS_MAX = 5_000;

/**
 * The most connections that a class has memory for: RDS's default, `LEAST({DBInstanceClassMemory/9531392}, 5000)`, of all its
 * memory (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections).
 */
export function connectionsMax({ memoryGiB }: InstanceShape): number {
  return Math.min(CONNECTIONS_MAX, Math.floor((memoryGiB * 2 ** 30) / BYTES_PER_CONNECTION));
}

/** The class with the least memory that is enough for so many connections. */
export function smallestClassFor(connections: number): string | undefined {
  return [...RDS_CLASSES]
    .filter(([, shape]) => connectionsMax(shape) >= connections)
    .sort(([, one], [, other]) => one.memoryGiB - other.memoryGiB)[0]?.[0];
}
