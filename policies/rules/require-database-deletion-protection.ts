import { ofPrimaries } from "../databases";
import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const requireDatabaseDeletionProtection: ResourceRule = {
  id: "require-database-deletion-protection",
  title: "Primaries refuse to be deleted",
  rationale: "One wrong command deletes a database and, a week later, its automated backups.",
  remedy: "Set deletionProtection to true; to take the stack down use allowDataDestruction.",
  severity: "critical",
  source: "AWS Well-Architected, REL09-BP01",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:rds/instance:Instance"],
  check: ofPrimaries(inputIs("deletionProtection", true)),
};
