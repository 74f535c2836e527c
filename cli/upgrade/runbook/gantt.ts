import type { UpgradeReport } from "../../../models/upgrade/report";
import { tableHtml } from "../../print/html-printer";
import { markup, type Markup } from "../../print/markup";
import { range } from "../words";

/** One bar: from its beginning at the longest durations to its end, the part at the shortest duration darker. */
export interface Bar {
  readonly label: string;
  readonly isPhase: boolean;
  /** Minutes after the first phase began. */
  readonly start: number;
  readonly minutesMin: number;
  readonly minutesMax: number;
}

const STEPS_OF_A_PHASE_AT_MOST = 8;

/** Phases one after the other, each with the steps of its longest chain. */
export function barsOf({ phases }: UpgradeReport): Bar[] {
  let begin = 0;
  return phases.flatMap(({ number, title, steps, minutesMin, minutesMax }) => {
    const start = begin;
    begin += minutesMax;
    if (minutesMax === 0) return [];
    const own = steps
      .filter((step) => step.isOnCriticalPath && step.minutesMax >= minutesMax / 50)
      .sort((a, b) => b.minutesMax - a.minutesMax)
      .slice(0, STEPS_OF_A_PHASE_AT_MOST)
      .sort((a, b) => a.startMinutesMax - b.startMinutesMax);
    return [
      { label: `${number}. ${title}`, isPhase: true, start, minutesMin, minutesMax },
      ...own.map((step) => ({
        label: step.name,
        isPhase: false,
        start: start + step.startMinutesMax,
        minutesMin: step.minutesMin,
        minutesMax: step.minutesMax,
      })),
    ];
  });
}

const WIDTH = 720;
const ROW = 34;

/** The bars as a picture, with the same as a table for those who cannot see it. */
export function gantt(report: UpgradeReport): Markup {
  const bars = barsOf(report);
  const end = Math.max(1, ...bars.map(({ start, minutesMax }) => start + minutesMax));
  const x = (minutes: number): string => ((minutes / end) * WIDTH).toFixed(1);
  const rows = bars.map(({ label, isPhase, start, minutesMin, minutesMax }, index) => {
    const top = index * ROW;
    return markup`<g class="${isPhase ? "phase-bar" : "step-bar"}"><text x="0" y="${top + 13}">${label}</text><rect class="longest" x="${x(start)}" y="${top + 18}" width="${x(Math.max(minutesMax, end / 200))}" height="10" rx="2"/><rect class="shortest" x="${x(start)}" y="${top + 18}" width="${x(minutesMin)}" height="10" rx="2"/></g>
`;
  });
  const lines = bars.map(({ label, start, minutesMin, minutesMax }) => [
    label,
    range(start, start, "min"),
    range(minutesMin, minutesMax, "min"),
  ]);
  const columns = ["what", "begins by", "duration"].map((title) => ({ title }));
  return markup`<svg class="gantt" viewBox="0 0 ${WIDTH} ${bars.length * ROW}" role="img" aria-label="Phases and their longest chains over ${range(end, end, "minutes")}; the same as a table below">
${rows}</svg>
<details><summary>The same as a table</summary>${tableHtml(columns, lines, "Phases and times")}</details>`;
}
