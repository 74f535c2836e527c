import { metricMath } from "../simulator/metric-math";
import { statOver, type StatOver } from "../simulator/series";
import type { Trace } from "../simulator/simulate";
import type { Line, LineOptions } from "./widget";

/** One line of a chart; null where there is no data point. */
export interface DrawnLine {
  readonly label: string;
  readonly points: readonly (number | null)[];
}

const DEFAULT_PERIOD_SECONDS = 300;
const NOTHING: StatOver = () => undefined;

/** A line of a dashboard, taken apart. */
function partsOf(line: Line<string>): { readonly texts: readonly string[]; readonly options: LineOptions } {
  const texts = line.filter((part) => typeof part === "string");
  const options = line.find((part) => typeof part !== "string") ?? {};
  return { texts, options };
}

function statOf({ texts, options }: ReturnType<typeof partsOf>, trace: Trace): StatOver {
  const [namespace = "", metricName = "", ...pairs] = texts;
  const dimensions = Object.fromEntries(
    pairs.flatMap((name, index) => (index % 2 === 0 ? [[name, pairs[index + 1] ?? ""]] : [])),
  );
  const series = trace.seriesOf({ namespace, metricName, dimensions });
  return series === undefined ? NOTHING : statOver(series, trace.minutes, options.stat ?? "Average");
}

/**
 * What a chart shows of a trace, one point each `stepMinutes`. A line of metric math is worked out from the lines whose ids it
 * names.
 */
export function drawnLines(lines: readonly Line<string>[], trace: Trace, stepMinutes: number): DrawnLine[] {
  const byId = new Map<string, (minute: number) => number | undefined>();
  const drawn: DrawnLine[] = [];
  for (const line of lines) {
    const parts = partsOf(line);
    const { id, expression, label, visible = true, period = DEFAULT_PERIOD_SECONDS } = parts.options;
    const over = expression === undefined ? statOf(parts, trace) : NOTHING;
    const node = expression === undefined ? undefined : metricMath(expression);
    const at = (minute: number): number | undefined =>
      node === undefined ? over(minute - period / 60, minute) : node((each) => byId.get(each)?.(minute));
    if (id !== undefined) byId.set(id, at);
    if (!visible) continue;
    const points = Array.from(
      { length: Math.floor(trace.minutes / stepMinutes) },
      (_, index) => at((index + 1) * stepMinutes) ?? null,
    );
    drawn.push({ label: label ?? parts.texts[1] ?? "", points });
  }
  return drawn;
}
