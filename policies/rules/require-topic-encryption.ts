import { inputIsSet } from "../read";
import type { ResourceRule } from "../rule";

export const requireTopicEncryption: ResourceRule = {
  id: "require-topic-encryption",
  title: "Topics are encrypted with the stack's key",
  rationale: "Alerts name resources and figures.",
  remedy: "Set kmsMasterKeyId.",
  severity: "low",
  source: "AWS Well-Architected, SEC08-BP02",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:sns/topic:Topic"],
  check: inputIsSet("kmsMasterKeyId"),
};
