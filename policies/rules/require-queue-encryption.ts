import { inputIsSet } from "../read";
import type { ResourceRule } from "../rule";

export const requireQueueEncryption: ResourceRule = {
  id: "require-queue-encryption",
  title: "Queues are encrypted with the stack's key",
  rationale: "Messages hold what users wrote.",
  remedy: "Set kmsMasterKeyId.",
  severity: "medium",
  source: "AWS Well-Architected, SEC08-BP02",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:sqs/queue:Queue"],
  check: inputIsSet("kmsMasterKeyId"),
};
