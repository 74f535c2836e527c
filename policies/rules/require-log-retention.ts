import { inputAtLeast } from "../read";
import type { ResourceRule } from "../rule";

export const requireLogRetention: ResourceRule = {
  id: "require-log-retention",
  title: "Log groups forget",
  rationale: "Logs that are kept for ever cost more each month.",
  remedy: "Set retentionInDays.",
  severity: "low",
  source: "AWS Well-Architected, COST05-BP05",
  scope: "resource",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  check: inputAtLeast("retentionInDays", 1),
};
