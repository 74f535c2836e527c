import { isReplica } from "../databases";
import type { StackRule } from "../rule";

const INSTANCE = "aws:rds/instance:Instance";

export const requireDatabaseReplicas: StackRule = {
  id: "require-database-replicas",
  title: "Each shard has the read replicas of its tier",
  rationale: "Reads that the tier counts on elsewhere would fall on the primary.",
  remedy: "Set postgres.replicasPerShard to what the tier has.",
  severity: "medium",
  source: "docs/tiers.md",
  exceptions: [
    {
      tiers: ["100"],
      enforcement: "not-applicable",
      reason: "One database carries 100 users; their reads need no second one.",
    },
  ],
  whenUnknown: "refuse",
  scope: "stack",
  check: (resources, { tier }) => {
    const instances = resources.filter(({ type }) => type === INSTANCE);
    const wanted = tier.postgres.replicasPerShard;
    return instances
      .filter((instance) => !isReplica(instance))
      .flatMap(({ urn, name }) => {
        // Logical names are shard, then role: that of the primary's own replicas begins as its own does.
        const shard = name.replace(/primary$/, "replica-");
        const own = instances.filter((each) => isReplica(each) && each.name.startsWith(shard)).length;
        return own >= wanted
          ? []
          : [
              {
                urn,
                wrong: `it has ${own} read replicas`,
                allowed: `${wanted} or more at tier ${tier.name}`,
              },
            ];
      });
  },
};
