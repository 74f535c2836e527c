import { NO_DOWNTIME, type Effect } from "../../facts";

/** What pods read at their start; their template has a checksum of it. */
export const READ_WHEN_ROLLED: Omit<Effect, "source"> = {
  downtime: NO_DOWNTIME,
  dataRisk: "none",
  reversible: true,
  minutesMin: 0.1,
  minutesMax: 1,
  note: "Pods read it when they are rolled, by the checksum in their template",
};
