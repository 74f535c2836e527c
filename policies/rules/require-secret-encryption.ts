import { inputIsSet } from "../read";
import type { ResourceRule } from "../rule";

export const requireSecretEncryption: ResourceRule = {
  id: "require-secret-encryption",
  title: "Secrets are encrypted with the stack's key",
  rationale: "Only a key of one's own says in its log who decrypted what.",
  remedy: "Set kmsKeyId.",
  severity: "medium",
  source: "AWS Well-Architected, SEC08-BP01",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:secretsmanager/secret:Secret"],
  check: inputIsSet("kmsKeyId"),
};
