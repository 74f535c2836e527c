import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const requireCacheEncryptionAtRest: ResourceRule = {
  id: "require-cache-encryption-at-rest",
  title: "Caches are encrypted at rest",
  rationale: "Snapshots of the cache contain sessions.",
  remedy: "Set atRestEncryptionEnabled to true.",
  severity: "high",
  source: "AWS Well-Architected, SEC08-BP02",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check: inputIs("atRestEncryptionEnabled", true),
};
