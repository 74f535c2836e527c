import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const requireDatabaseEncryption: ResourceRule = {
  id: "require-database-encryption",
  title: "Databases are encrypted at rest",
  rationale: "Anyone with a copy of an unencrypted snapshot or volume can read it.",
  remedy: "Set storageEncrypted to true; AWS cannot enable it on an existing database.",
  severity: "critical",
  source: "AWS Well-Architected, SEC08-BP02",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:rds/instance:Instance"],
  check: inputIs("storageEncrypted", true),
};
