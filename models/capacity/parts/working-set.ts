import type { Limits } from "../limits";
import { shares, type Part } from "../part";
import type { CapacitySizes } from "../sizes";
import type { CapacityValues } from "../coefficients";

const MIB_PER_GIB = 1_024;

/** MiB of one user that belong in memory. */
export const hotMiBPerUser = ({ postgresMiBPerUser, postgresHotShare }: CapacityValues): number =>
  postgresMiBPerUser * postgresHotShare;

/** Memory of all primaries for pages, in MiB. */
export const pageMemoryMiB = ({ postgres }: CapacitySizes, { workingSet }: Limits): number =>
  postgres.memoryGiB * MIB_PER_GIB * workingSet.act;

/** What is read often. Where it does not fit, reads go to the disk: slower, not down (0045). */
export const postgresWorkingSet: Part = {
  name: "Postgres working set",
  kind: "soft",
  formula: "`workingSet` × memory × shards ÷ (MiB a user × hot share); break at all of the memory",
  source: "PostgreSQL documentation, resource consumption: shared buffers and page cache",
  beyond: "reads go to the disk, a millisecond each: slower, not down",
  coefficients: ["postgresMiBPerUser", "postgresHotShare"],
  limits: ["workingSet"],
  users: ({ postgres }, c, limits) =>
    shares(postgres.memoryGiB * MIB_PER_GIB, hotMiBPerUser(c), limits.workingSet),
};
