import { inputAtLeast } from "../read";
import type { ResourceRule } from "../rule";

export const requireCacheReplicas: ResourceRule = {
  id: "require-cache-replicas",
  title: "Every cache shard has a replica",
  rationale: "Automatic failover needs a replica to promote.",
  remedy: "Set valkey.mainReplicasPerShard of the tier to 1 or more.",
  severity: "high",
  source: "AWS Well-Architected, REL10-BP01",
  exceptions: [
    {
      tiers: ["100"],
      enforcement: "not-applicable",
      reason:
        "A replica doubles the price of the cache; at 100 users a restart from the last snapshot is accepted.",
    },
  ],
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check: inputAtLeast("replicasPerNodeGroup", 1),
};
