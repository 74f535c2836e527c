import type { CapacityValues } from "../coefficients";
import { largestWithin } from "../erlang";
import type { Limits } from "../limits";
import { REQUEST_LOAD, requestsPerSecond, type Part } from "../part";
import type { CapacitySizes } from "../sizes";
import { hotMiBPerUser, pageMemoryMiB } from "./working-set";

const USERS_MAX = 1e9;

/** I/O operations a second of so many users: what is not in memory is read, and every write is written. */
export function iopsOf(users: number, sizes: CapacitySizes, c: CapacityValues, limits: Limits): number {
  const hot = users * hotMiBPerUser(c);
  const missing = hot === 0 ? 0 : Math.max(0, 1 - pageMemoryMiB(sizes, limits) / hot);
  const perRequest =
    c.readShare * c.postgresBlocksPerRead * Math.max(c.postgresColdReadShare, missing) +
    (1 - c.readShare) * c.postgresWritesPerWrite;
  return users * requestsPerSecond(c) * perRequest;
}

export const postgresIops: Part = {
  name: "Postgres IOPS",
  kind: "hard",
  formula:
    "the most N with N × λ × (reads × blocks × max(cold share, 1 − memory ÷ working set) + writes × operations) ≤ `postgresIops` × IOPS",
  source: "RDS user guide, gp3: 3,000 IOPS, 12,000 from 400 GiB on",
  beyond: "every query waits for the disk",
  coefficients: [
    ...REQUEST_LOAD,
    "readShare",
    "postgresBlocksPerRead",
    "postgresColdReadShare",
    "postgresWritesPerWrite",
    "postgresMiBPerUser",
    "postgresHotShare",
  ],
  limits: ["postgresIops", "workingSet"],
  users: (sizes, c, limits) => {
    const at = (share: number): number => {
      const users = largestWithin((n) => iopsOf(n, sizes, c, limits), sizes.postgres.iops * share, USERS_MAX);
      return users >= USERS_MAX ? Infinity : users;
    };
    return { act: at(limits.postgresIops.act), break: at(limits.postgresIops.break) };
  },
};
