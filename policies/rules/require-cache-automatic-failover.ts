import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const requireCacheAutomaticFailover: ResourceRule = {
  id: "require-cache-automatic-failover",
  title: "Caches fail over automatically",
  rationale: "Without it somebody has to promote a replica by hand, at night.",
  remedy: "Set automaticFailoverEnabled to true.",
  severity: "high",
  source: "AWS Well-Architected, REL11-BP02",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check: inputIs("automaticFailoverEnabled", true),
};
