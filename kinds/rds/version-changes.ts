import { isLower } from "../../models/manifest/version";
import { NO_DOWNTIME, type ChangeRule } from "../facts";

const UPGRADE_PAGE =
  "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.MajorVersion.Process.html";

/** What another version of PostgreSQL does; the first that fits counts. */
export const VERSION_CHANGES: readonly ChangeRule[] = [
  {
    property: "engineVersion",
    decides: (before, after) => isLower(after["engineVersion"], before["engineVersion"]),
    refused: true,
    downtime: NO_DOWNTIME,
    dataRisk: "none",
    reversible: false,
    minutesMin: 0,
    minutesMax: 0,
    note: "AWS refuses: an engine never goes back to an earlier version. Restore the snapshot from before the upgrade into a new instance",
    source: UPGRADE_PAGE,
  },
  {
    property: "engineVersion",
    downtime: { class: "restart", secondsMin: 300, secondsMax: 3600 },
    dataRisk: "recoverable",
    reversible: false,
    minutesMin: 15,
    minutesMax: 120,
    note: "RDS makes a snapshot, then the primary, its standby and its replicas are down together while pg_upgrade runs. Statistics are gone afterwards: run ANALYZE. The only way back is the snapshot, without what was written since",
    source: UPGRADE_PAGE,
  },
  {
    property: "parameterGroupName",
    downtime: NO_DOWNTIME,
    dataRisk: "none",
    reversible: true,
    minutesMin: 1,
    minutesMax: 5,
    note: "The group of the new version: in force on a primary with its upgrade, on a replica from its next reboot on",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html",
  },
  {
    property: "allowMajorVersionUpgrade",
    downtime: NO_DOWNTIME,
    dataRisk: "none",
    reversible: true,
    minutesMin: 0,
    minutesMax: 1,
    note: "A permission, for the `up` that upgrades",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html",
  },
];
