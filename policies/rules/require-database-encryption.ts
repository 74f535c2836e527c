import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const requireDatabaseEncryption: ResourceRule = {
  id: "require-database-encryption",
  title: "Databases are encrypted at rest",
  rationale: "Snapshots and volumes that are not encrypted can be read by whoever gets a copy.",
  remedy: "Set storageEncrypted to true; AWS cannot switch it on later.",
  severity: "critical",
  source: "AWS Well-Architected, SEC08-BP02",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:rds/instance:Instance"],
  check: inputIs("storageEncrypted", true),
};
