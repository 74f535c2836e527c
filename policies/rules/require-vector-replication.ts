import { at, listOf } from "../../models/manifest/values";
import { podSpec } from "../pods";
import { shown } from "../read";
import type { ResourceRule } from "../rule";

const COPIES_MIN = 2;

export const requireVectorReplication: ResourceRule = {
  id: "require-vector-replication",
  title: "Qdrant keeps each shard on at least two peers",
  rationale: "Losing one volume would lose vectors, and every restart of a peer would interrupt searches.",
  remedy: "Set qdrant.replicationFactor to 2 or more.",
  severity: "high",
  source: "Qdrant documentation, Distributed deployment: replication factor",
  whenUnknown: "refuse",
  exceptions: [
    {
      tiers: ["100"],
      enforcement: "not-applicable",
      reason: "A budget of $200 a month pays for one peer; vectors are restored from its snapshots.",
    },
  ],
  scope: "resource",
  types: ["kubernetes:batch/v1:CronJob"],
  check: (resource) =>
    listOf(at(podSpec(resource), "containers"))
      .flatMap((container) => listOf(at(container, "env")))
      .filter((variable) => at(variable, "name") === "REPLICATION_FACTOR")
      .map((variable) => at(variable, "value"))
      .filter((value) => !(Number(value) >= COPIES_MIN))
      .map((value) => ({ wrong: `REPLICATION_FACTOR is ${shown(value)}`, allowed: `${COPIES_MIN} or more` })),
};
