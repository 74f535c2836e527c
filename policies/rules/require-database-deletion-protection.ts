import { ofPrimaries } from "../databases";
import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const requireDatabaseDeletionProtection: ResourceRule = {
  id: "require-database-deletion-protection",
  title: "Primary databases have deletion protection",
  rationale: "One wrong command deletes a database and, a week later, its automated backups.",
  remedy: "Set deletionProtection to true; to tear the stack down, set allowDataDestruction.",
  severity: "critical",
  source: "AWS Well-Architected, REL09-BP01",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:rds/instance:Instance"],
  check: ofPrimaries(inputIs("deletionProtection", true)),
};
