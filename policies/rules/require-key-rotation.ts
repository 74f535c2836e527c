import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const requireKeyRotation: ResourceRule = {
  id: "require-key-rotation",
  title: "KMS keys rotate every year",
  rationale: "Without rotation a leaked key stays useful forever.",
  remedy: "Set enableKeyRotation to true.",
  severity: "medium",
  source: "CIS AWS Foundations 3.6",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:kms/key:Key"],
  check: inputIs("enableKeyRotation", true),
};
