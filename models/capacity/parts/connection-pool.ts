import type { CapacityCoefficientName, CapacityValues } from "../coefficients";
import { offeredWithin } from "../erlang";
import type { Limits } from "../limits";
import { REQUEST_LOAD, requestsPerSecond, type Part, type Users } from "../part";
import type { PoolGroups } from "../sizes";

/**
 * Users of pools whose connections each serve one request at a time.
 * @param erlangPerUser connections that one user keeps busy at the peak, on average
 */
function poolUsers(
  { groups, connectionsPerGroup }: PoolGroups,
  erlangPerUser: number,
  { poolWaitChance }: Limits,
): Users {
  if (erlangPerUser === 0) return { act: Infinity, break: Infinity };
  const offered = groups * offeredWithin(connectionsPerGroup, poolWaitChance.act);
  return { act: offered / erlangPerUser, break: (groups * connectionsPerGroup) / erlangPerUser };
}

const erlangOf = (c: CapacityValues, holdMs: number): number => (requestsPerSecond(c) * holdMs) / 1_000;

const common = (hold: CapacityCoefficientName) => ({
  formula:
    "act: the most N with ErlangC(connections, N × a) ≤ `poolWaitChance` in each pool; break: N × a = connections; a = λ × hold time",
  source: "Erlang C (Cooper, Introduction to Queueing Theory, 1981, 3.5)",
  beyond: "queries wait for a connection, then time out",
  coefficients: [...REQUEST_LOAD, hold],
  limits: ["poolWaitChance"] as const,
});

/** Connections to primaries, as the contract uses them: a transaction holds one, and nothing slow is in a transaction. */
export const connectionPool: Part = {
  ...common("connectionHoldMs"),
  name: "connection pool",
  kind: "hard",
  users: ({ pool }, c, limits) => poolUsers(pool, erlangOf(c, c.connectionHoldMs), limits),
};

/** The same for an application like the roadmap's, which keeps a connection while it calls a model. */
export const heldConnectionPool: Part = {
  ...common("connectionHeldMs"),
  name: "connection pool, held",
  kind: "variant",
  variantOf: {
    part: connectionPool.name,
    when: "the application keeps a connection until its answer is sent, calls of models included",
  },
  users: ({ pool }, c, limits) => poolUsers(pool, erlangOf(c, c.connectionHeldMs), limits),
};
