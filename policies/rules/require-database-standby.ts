import { ofPrimaries } from "../databases";
import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const requireDatabaseStandby: ResourceRule = {
  id: "require-database-standby",
  title: "Primary databases have a standby in another zone",
  rationale: "Without one, a failed zone is an outage until a backup is restored.",
  remedy: "Set postgres.multiAz of the tier to true.",
  severity: "high",
  source: "AWS Well-Architected, REL10-BP01",
  exceptions: [
    {
      tiers: ["100"],
      enforcement: "not-applicable",
      reason:
        "A standby doubles the price of the database, which a budget of $200 a month cannot pay for; backups are kept for 7 days.",
    },
  ],
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:rds/instance:Instance"],
  check: ofPrimaries(inputIs("multiAz", true)),
};
