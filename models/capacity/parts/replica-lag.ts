import { REQUEST_LOAD, requestsPerSecond, shares, type Part } from "../part";

/** Each shard's replicas replay the log of that shard alone. */
export const replicaLag: Part = {
  name: "replica lag",
  kind: "soft",
  formula: "`replay` × replay rate × shards ÷ (λ × writes × log a write); break at the rate",
  source: "PostgreSQL documentation, hot standby: one process replays",
  beyond: "what is read from replicas grows old, without end",
  coefficients: [...REQUEST_LOAD, "readShare", "walKiBPerWrite", "replayMiBPerSecond"],
  limits: ["replay"],
  users: ({ postgres }, c, limits) =>
    postgres.replicas === null
      ? undefined
      : shares(
          postgres.primaries.machines * c.replayMiBPerSecond * 1_024,
          requestsPerSecond(c) * (1 - c.readShare) * c.walKiBPerWrite,
          limits.replay,
        ),
};
