import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const requireCacheEncryptionInTransit: ResourceRule = {
  id: "require-cache-encryption-in-transit",
  title: "Caches accept only TLS connections",
  rationale: "Passwords and sessions would cross the network in plain text.",
  remedy: "Set transitEncryptionEnabled to true and transitEncryptionMode to required.",
  severity: "high",
  source: "AWS Well-Architected, SEC09-BP02",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check: (resource) => [
    ...inputIs("transitEncryptionEnabled", true)(resource),
    ...inputIs("transitEncryptionMode", "required")(resource),
  ],
};
