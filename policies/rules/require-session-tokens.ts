import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const requireSessionTokens: ResourceRule = {
  id: "require-session-tokens",
  title: "Instances require session tokens for metadata (IMDSv2)",
  rationale: "A forged request through an application could read the role's credentials.",
  remedy: "Set metadataOptions.httpTokens to required.",
  severity: "high",
  source: "CIS AWS Foundations 5.7",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:ec2/instance:Instance"],
  check: inputIs("metadataOptions.httpTokens", "required"),
};
