import type { Part } from "../part";
import { coreUsers } from "./postgres-cpu";

export const qdrantCpu: Part = {
  name: "Qdrant CPU",
  kind: "hard",
  formula: "peers × cores × ρ(cores) ÷ (queries a second × ms a query), ρ as for Postgres",
  source: "Erlang C",
  beyond: "searches wait for a core",
  coefficients: ["vectorQueriesPerUserMinute", "peakFactor", "qdrantMsPerQuery"],
  limits: ["qdrantCpu", "qdrantCpuWaitChance"],
  users: ({ qdrant }, c, limits) =>
    coreUsers(
      qdrant.peers,
      ((c.vectorQueriesPerUserMinute * c.peakFactor) / 60) * (c.qdrantMsPerQuery / 1_000),
      { waitChance: limits.qdrantCpuWaitChance.act, utilisation: limits.qdrantCpu.act },
    ),
};
