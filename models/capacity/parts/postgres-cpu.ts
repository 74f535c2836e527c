import type { CapacityValues } from "../coefficients";
import { offeredWithin } from "../erlang";
import type { Limits } from "../limits";
import { REQUEST_LOAD, requestsPerSecond, type Part, type Users } from "../part";
import type { Machines } from "../sizes";

/**
 * Users of equal machines among which work is divided, until it waits too often for a core or the cores are too busy.
 * @param coresPerUser cores that one user keeps busy on all machines together
 */
export function coreUsers(
  { machines, servers, speed }: Machines,
  coresPerUser: number,
  limits: { readonly waitChance: number; readonly utilisation: number },
): Users {
  if (coresPerUser === 0) return { act: Infinity, break: Infinity };
  const busy = Math.min(offeredWithin(servers, limits.waitChance), servers * limits.utilisation);
  const cores = machines * speed;
  return { act: (cores * busy) / coresPerUser, break: (cores * servers) / coresPerUser };
}

const actAt = ({ postgresCpu: { act: utilisation }, postgresCpuWaitChance }: Limits) => ({
  waitChance: postgresCpuWaitChance.act,
  utilisation,
});

const cores = (c: CapacityValues): number => (requestsPerSecond(c) * c.postgresCpuMsPerRequest) / 1_000;

const common = {
  source: "Erlang C; square-root staffing is its limit (Halfin and Whitt, 1981)",
  beyond: "queries wait for a core; a burstable class spends credits, at a price",
  coefficients: [...REQUEST_LOAD, "postgresCpuMsPerRequest", "readShare"],
  limits: ["postgresCpu", "postgresCpuWaitChance"],
} as const;

/** Primaries alone: what replicas take over of the reads is left as reserve for the loss of one. */
export const postgresCpu: Part = {
  ...common,
  name: "Postgres CPU",
  kind: "hard",
  formula:
    "cores × min(`postgresCpu`, ρ at ErlangC(cores, ρ × cores) = `postgresCpuWaitChance`) ÷ (λ × ms a request); break at ρ = 1",
  users: ({ postgres }, c, limits) => coreUsers(postgres.primaries, cores(c), actAt(limits)),
};

/** The same where reads go to the replicas, by `DATABASE_READ_URL`. */
export const splitPostgresCpu: Part = {
  ...common,
  name: "Postgres CPU, reads split",
  kind: "variant",
  variantOf: { part: postgresCpu.name, when: "pages that may be a moment old are read by DATABASE_READ_URL" },
  formula: "the fewer users of primaries with the writes and replicas with the reads",
  users: ({ postgres }, c, limits) => {
    if (postgres.replicas === null) return undefined;
    const writes = coreUsers(postgres.primaries, cores(c) * (1 - c.readShare), actAt(limits));
    const reads = coreUsers(postgres.replicas, cores(c) * c.readShare, actAt(limits));
    return { act: Math.min(writes.act, reads.act), break: Math.min(writes.break, reads.break) };
  },
};
