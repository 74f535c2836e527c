import { isReplica } from "../../kinds/rds/replica";
import type { StackRule } from "../rule";

const REPLICAS_MIN = 1;
const INSTANCE = "aws:rds/instance:Instance";

export const requireDatabaseReplicas: StackRule = {
  id: "require-database-replicas",
  title: "Every database shard has a read replica",
  rationale: "The primary would have to serve reads that the tier's sizes assign to replicas.",
  remedy: "Set postgres.replicasPerShard to 1 or more.",
  severity: "medium",
  source: "AWS Well-Architected, PERF03-BP04",
  exceptions: [
    {
      tiers: ["100"],
      enforcement: "not-applicable",
      reason: "One database serves the reads of 100 users.",
    },
  ],
  whenUnknown: "refuse",
  scope: "stack",
  check: (resources) => {
    const instances = resources.filter(({ type }) => type === INSTANCE);
    return instances
      .filter((instance) => !isReplica(instance))
      .flatMap(({ urn, inputs: { identifier } }) => {
        const own = instances.filter(({ inputs }) => inputs["replicateSourceDb"] === identifier).length;
        return own >= REPLICAS_MIN
          ? []
          : [
              {
                urn,
                wrong: `it has ${own} read replicas`,
                allowed: `${REPLICAS_MIN} or more`,
              },
            ];
      });
  },
};
