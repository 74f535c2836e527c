import { inputIsSet } from "../read";
import type { ResourceRule } from "../rule";

export const requireQueueEncryption: ResourceRule = {
  id: "require-queue-encryption",
  title: "Queues are encrypted with the stack's KMS key",
  rationale: "Messages contain user content.",
  remedy: "Set kmsMasterKeyId to the stack's key.",
  severity: "medium",
  source: "AWS Well-Architected, SEC08-BP02",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:sqs/queue:Queue"],
  check: inputIsSet("kmsMasterKeyId"),
};
