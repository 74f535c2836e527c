import { ofPrimaries } from "../databases";
import { inputAtLeast } from "../read";
import type { ResourceRule } from "../rule";
import type { TierName } from "../../tiers";

/** The more users, the later somebody notices that data is wrong, and the more of them want it restored. */
const DAYS_MIN: Readonly<Record<TierName, number>> = {
  "100": 7,
  "500": 7,
  "2k": 14,
  "5k": 14,
  "10k": 30,
  "20k": 30,
};

export const requireDatabaseBackups: ResourceRule = {
  id: "require-database-backups",
  title: "Primary databases keep backups for 7 days, 14 from tier 2K, 30 from 10K",
  rationale: "Without automated backups there is no point in time to restore to.",
  remedy: "Raise postgres.backupRetentionDays of the tier.",
  severity: "critical",
  source: "AWS Well-Architected, REL09-BP03; the days are ours",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:rds/instance:Instance"],
  check: ofPrimaries((resource, { tier }) =>
    inputAtLeast("backupRetentionPeriod", DAYS_MIN[tier.name])(resource),
  ),
};
