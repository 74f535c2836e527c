import type { Manifest } from "../../models/manifest/manifest";
import { drawnLines } from "../../models/promises/dashboard/points";
import type { DashboardBody } from "../../models/promises/dashboard/widget";
import { exampleDay } from "../../models/promises/simulator/example-day";
import { simulate, type Told } from "../../models/promises/simulator/simulate";
import type { TierSpec } from "../../tiers";
import { chartSvg } from "./chart-svg";
import { alarmsOfManifest } from "./dashboard-of";

/** A chart has a point for so many minutes of the day. */
const STEP_MINUTES = 15;

/** Before the day there is nothing: alarms that break on silence are asked when it has begun. */
const BEGIN_MINUTES = 120;

/** A chart as a picture. */
export interface Picture {
  readonly title: string;
  /** Where it becomes too much, in words. */
  readonly marks: readonly string[];
  readonly svg: string;
}

/** What CloudWatch asks of a log each time somebody looks. */
export interface LogTable {
  readonly title: string;
  readonly query: string;
}

export interface DrawnSection {
  readonly title: string;
  readonly pictures: readonly Picture[];
  readonly tables: readonly LogTable[];
}

export interface DrawnDashboard {
  readonly sections: readonly DrawnSection[];
  /** Whom the alarms would have told on that day. */
  readonly told: readonly Told[];
  readonly alarmCount: number;
}

/** Minutes of a day as `14:05`. */
export const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** `## PostgreSQL` and what follows. */
const titleOf = (markdown: string): string => markdown.split("\n")[0]?.replace(/^#+ /, "") ?? "";

/** What the body of a tier's dashboard shows of the example day, and what its alarms say of it. */
export async function drawnDashboard(
  tier: TierSpec,
  body: DashboardBody<string>,
  manifest: Manifest,
): Promise<DrawnDashboard> {
  const { init } = await import("echarts");
  const trace = exampleDay(tier);
  const times = Array.from({ length: trace.minutes / STEP_MINUTES }, (_, index) =>
    clock((index + 1) * STEP_MINUTES),
  );
  const sections: { title: string; pictures: Picture[]; tables: LogTable[] }[] = [];
  let alarmCount = 0;
  for (const widget of body.widgets) {
    if (widget.type === "alarm") alarmCount += widget.properties.alarms.length;
    if (widget.type === "text")
      sections.push({ title: titleOf(widget.properties.markdown), pictures: [], tables: [] });
    if (widget.type === "log") sections.at(-1)?.tables.push(widget.properties);
    if (widget.type !== "metric") continue;
    const { title, metrics, annotations } = widget.properties;
    const lines = drawnLines(metrics, trace, STEP_MINUTES);
    // A picture is small; the id of the promise stands in its description.
    const shown = title.replace(/ \([a-z-]+\)$/, "");
    const svg = chartSvg(init, { title: shown, lines, marks: annotations.horizontal, times });
    sections.at(-1)?.pictures.push({ title, marks: annotations.horizontal.map(({ label }) => label), svg });
  }
  return { sections, told: simulate(alarmsOfManifest(manifest), trace, { from: BEGIN_MINUTES }), alarmCount };
}
