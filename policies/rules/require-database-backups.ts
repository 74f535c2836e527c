import { ofPrimaries } from "../databases";
import { inputAtLeast } from "../read";
import type { ResourceRule } from "../rule";
import type { TierName } from "../../tiers";

/** More users find out later that something is wrong, and more of them ask for what was there before. */
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
  title: "Primaries are backed up: for 7 days, for 14 from 2K and for 30 from 10K",
  rationale: "Without automated backups there is no point in time to go back to.",
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
