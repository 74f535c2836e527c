import { ofPrimaries } from "../databases";
import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const requireDatabaseStandby: ResourceRule = {
  id: "require-database-standby",
  title: "Primaries have a standby in another zone",
  rationale: "Without one a failed zone means an outage until a backup is restored.",
  remedy: "Set postgres.multiAz of the tier.",
  severity: "high",
  source: "AWS Well-Architected, REL10-BP01",
  exceptions: [
    {
      tiers: ["100"],
      enforcement: "not-applicable",
      reason:
        "A standby doubles the price of the database, which $200 a month do not carry; backups are kept for seven days.",
    },
  ],
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:rds/instance:Instance"],
  check: ofPrimaries(inputIs("multiAz", true)),
};
