import { inputIsSet } from "../read";
import type { ResourceRule } from "../rule";

export const requireSecretEncryption: ResourceRule = {
  id: "require-secret-encryption",
  title: "Secrets are encrypted with the stack's KMS key",
  rationale: "Only a customer managed key records who decrypted what.",
  remedy: "Set kmsKeyId to the stack's key.",
  severity: "medium",
  source: "AWS Well-Architected, SEC08-BP01",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:secretsmanager/secret:Secret"],
  check: inputIsSet("kmsKeyId"),
};
