import { ofPrimaries } from "../databases";
import { inputAtLeast } from "../read";
import type { ResourceRule } from "../rule";

export const requireDatabaseBackups: ResourceRule = {
  id: "require-database-backups",
  title: "Primaries are backed up for a week or more",
  rationale: "Without automated backups there is no point in time to go back to.",
  remedy: "Raise postgres.backupRetentionDays of the tier.",
  severity: "critical",
  source: "AWS Well-Architected, REL09-BP03",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:rds/instance:Instance"],
  check: ofPrimaries(inputAtLeast("backupRetentionPeriod", 7)),
};
