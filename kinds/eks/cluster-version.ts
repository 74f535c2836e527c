import { isLower, minorVersionsBetween } from "../../models/manifest/version";
import { NO_DOWNTIME, type ChangeRule } from "../facts";

const UPDATE_PAGE = "https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html";

const REFUSED: Omit<ChangeRule, "note"> = {
  property: "version",
  refused: true,
  downtime: NO_DOWNTIME,
  dataRisk: "none",
  reversible: false,
  minutesMin: 0,
  minutesMax: 0,
  source: UPDATE_PAGE,
};

/** What another version of the control plane does; the first that fits counts. */
export const VERSION_CHANGES: readonly ChangeRule[] = [
  {
    ...REFUSED,
    decides: (before, after) => isLower(after["version"], before["version"]),
    note: "AWS refuses: a control plane never goes back to an earlier version",
  },
  {
    ...REFUSED,
    decides: (before, after) => minorVersionsBetween(before["version"], after["version"]) > 1,
    note: "AWS refuses: a control plane goes up by one minor version at a time",
  },
  {
    property: "version",
    downtime: { class: "rolling", secondsMin: 0, secondsMax: 0 },
    dataRisk: "none",
    reversible: false,
    minutesMin: 8,
    minutesMax: 30,
    note: "The API servers are replaced one by one; nodes follow one by one in the maintenance windows, and PodDisruptionBudgets hold. There is no way back to the old version",
    source: UPDATE_PAGE,
  },
];
