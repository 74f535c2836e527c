import type { SloReport } from "../../models/promises/report";
import { amountText } from "../../models/promises/units";
import { note, section, table, when, type Block, type Document } from "../print/document";
import { plural, tierTitle } from "../print/figures";

type Target = SloReport["targets"][number];
type Threshold = SloReport["thresholds"][number];

/** What a target says: `95 % in 0.5 s`. */
export const targetText = ({
  seconds,
  objectivePercent,
}: Pick<Target, "seconds" | "objectivePercent">): string =>
  seconds === null ? `${objectivePercent} %` : `${objectivePercent} % in ${seconds} s`;

const windowText = (seconds: number): string => {
  if (seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  return seconds % 3_600 === 0 ? `${seconds / 3_600} h` : `${seconds / 60} min`;
};

/** For how long a threshold must be passed: `3/3 × 5 min`. */
const lengthText = ({ periodSeconds, evaluationPeriods, datapointsToAlarm }: Threshold): string =>
  evaluationPeriods === 1
    ? windowText(periodSeconds)
    : `${datapointsToAlarm}/${evaluationPeriods} × ${windowText(periodSeconds)}`;

const alarmText = ({ alarms }: Pick<Target, "alarms">): string =>
  alarms.length === 0 ? "none here" : plural(alarms.length, "alarm");

/** A share in percent; what has a unit in its name, in that. */
function limitText(name: string, amount: number | null): string {
  if (amount === null) return "–";
  if (name.endsWith("Ms")) return amountText(amount, "milliseconds");
  return name.endsWith("Seconds") ? amountText(amount, "seconds") : amountText(amount * 100, "percent");
}

/** How far parts may be used before a capacity is full; nothing where the limits are told elsewhere. */
const limitsSection = (limits: SloReport["capacityLimits"]): readonly Block[] =>
  when(
    limits.length > 0,
    section(
      "Of capacity, at every tier",
      table(
        ["limit", ">act", ">break", "by the promises"],
        limits.map(({ name, act, break: broken, thresholds }) => [
          name,
          limitText(name, act),
          limitText(name, broken),
          thresholds.join(", "),
        ]),
      ),
    ),
    note("Users at these limits: ./scale capacity 500. What each is for: docs/capacity.md"),
  );

/** What a tier promises. */
export function sloDocument(report: SloReport): Document {
  const { tier, targets, burnRates, thresholds, capacityLimits, customMetrics } = report;
  return {
    title: `Tier ${tierTitle(tier)}: what is promised, and what is watched`,
    blocks: [
      section(
        "To users",
        table(
          ["promise", "what", ">target", "alarms"],
          targets.map((target) => [target.id, target.title, targetText(target), alarmText(target)]),
        ),
      ),
      section(
        "A budget that burns too fast",
        table(
          ["severity", ">times the budget", "in", "and in"],
          burnRates.map(({ severity, burn, longSeconds, shortSeconds }) => [
            severity,
            String(burn),
            windowText(longSeconds),
            shortSeconds === null ? "–" : windowText(shortSeconds),
          ]),
        ),
      ),
      section(
        "Of parts",
        table(
          ["promise", "severity", ">beyond", "for", "alarms"],
          thresholds.map((row) => [
            row.id,
            row.severity,
            `${row.comparison} ${amountText(row.threshold, row.unit)}`,
            lengthText(row),
            alarmText(row),
          ]),
        ),
      ),
      ...limitsSection(capacityLimits),
      note(
        `The stack puts ${customMetrics.names.length} metrics of its own, of ${customMetrics.max} that the tier may pay for: ${customMetrics.names.join(", ")}.`,
      ),
      note(
        "What an alarm means and what to do: docs/alarms/. What one costs: ./scale cost 500 --explain dashboard",
      ),
    ],
  };
}

/** The numbers of all tiers side by side; a dash where a tier has no such row. */
export function sideBySide(reports: readonly SloReport[]): Document {
  const [first] = reports;
  const ids = [...new Set(reports.flatMap(({ thresholds }) => thresholds.map(({ id }) => id)))];
  const numberOf = ({ thresholds }: SloReport, id: string): string => {
    const row = thresholds.find((each) => each.id === id);
    return row === undefined ? "–" : `${row.comparison} ${amountText(row.threshold, row.unit)}`;
  };
  const tierColumns = reports.map(({ tier }) => `>${tierTitle(tier)}`);
  return {
    blocks: [
      section(
        "To users, at every tier",
        table(
          ["promise", "what", ">target"],
          (first?.targets ?? []).map((target) => [target.id, target.title, targetText(target)]),
        ),
      ),
      section(
        "Of parts",
        table(
          ["promise", ...tierColumns],
          ids.map((id) => [id, ...reports.map((report) => numberOf(report, id))]),
        ),
      ),
      ...limitsSection(first?.capacityLimits ?? []),
      note("One tier in full, with windows and alarms: ./scale slo 500"),
    ],
  };
}
