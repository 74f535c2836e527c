import { ofPrimaries } from "../databases";
import { inputAtLeast } from "../read";
import type { ResourceRule } from "../rule";
import { tierNamed, type TierName } from "../../tiers";

/** The more users, the later somebody notices that data is wrong, and the more of them want it restored. */
function daysMin(tier: TierName): number {
  const { users } = tierNamed(tier);
  if (users < 2_000) return 7;
  return users < 10_000 ? 14 : 30;
}

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
    inputAtLeast("backupRetentionPeriod", daysMin(tier.name))(resource),
  ),
};
