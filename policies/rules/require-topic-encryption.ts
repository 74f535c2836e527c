import { inputIsSet } from "../read";
import type { ResourceRule } from "../rule";

export const requireTopicEncryption: ResourceRule = {
  id: "require-topic-encryption",
  title: "Topics are encrypted with the stack's KMS key",
  rationale: "Alerts contain resource names and figures.",
  remedy: "Set kmsMasterKeyId to the stack's key.",
  severity: "low",
  source: "AWS Well-Architected, SEC08-BP02",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:sns/topic:Topic"],
  check: inputIsSet("kmsMasterKeyId"),
};
