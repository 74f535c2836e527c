import { isLower } from "../../models/manifest/version";
import { NO_DOWNTIME, type ChangeRule } from "../facts";

const CONSIDERATIONS =
  "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement-upgrade-considerations.html";

/** What another version of Valkey does; the first that fits counts. */
export const VERSION_CHANGES: readonly ChangeRule[] = [
  {
    property: "engineVersion",
    decides: (before, after) => isLower(after["engineVersion"], before["engineVersion"]),
    downtime: { class: "outage", secondsMin: 600, secondsMax: 3600 },
    dataRisk: "loss",
    reversible: false,
    minutesMin: 10,
    minutesMax: 60,
    note: "A lower version means a new group: the old one goes with its sessions",
    source: CONSIDERATIONS,
  },
  {
    property: "engineVersion",
    downtime: { class: "failover", secondsMin: 1, secondsMax: 60 },
    dataRisk: "recoverable",
    reversible: false,
    minutesMin: 15,
    minutesMax: 90,
    note: "Every client connection is closed; reads go on, writes stop for some seconds while names move to nodes of the new version. ElastiCache keeps the keys by best effort: without a replica take a snapshot first. There is no way back",
    source: CONSIDERATIONS,
  },
  {
    property: "parameterGroupName",
    downtime: NO_DOWNTIME,
    dataRisk: "none",
    reversible: true,
    minutesMin: 1,
    minutesMax: 5,
    note: "The group of the new version's family, with the same parameters",
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.html",
  },
];
