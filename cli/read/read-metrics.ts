import { METRIC_NAMES, METRICS, type MetricName } from "../../models/capacity/measured";
import { didYouMean, InputError, show, type Problem } from "../../tiers";
import { csvRows, type CsvRow } from "./csv-rows";
import { readText } from "./read-text";

const FORM = {
  head: "metric,value",
  advice: "Write a metric a line, such as postgresCpuPercent,35.",
  rowsMax: 1_000,
  insteadOfMore: "Give each metric once, at the peak of a day.",
};

const isMetric = (text: string): text is MetricName => (METRIC_NAMES as readonly string[]).includes(text);

function problemIn({ line, cells }: CsvRow, lines: Map<MetricName, number>): Problem | undefined {
  const path = `line ${line}`;
  const [name = "", value = ""] = cells;
  if (cells.length !== 2) return { path, given: `${cells.length} cells`, allowed: "a metric and its value" };
  if (!isMetric(name))
    return {
      path,
      given: show(name),
      allowed: `${METRIC_NAMES.join(", ")}${didYouMean(name, METRIC_NAMES)}`,
    };
  const earlier = lines.get(name);
  if (earlier !== undefined)
    return { path, given: `${name}, as in line ${earlier}`, allowed: "each metric once" };
  lines.set(name, line);
  const { max, unit } = METRICS[name];
  return /^\d+(\.\d+)?$/.test(value) && Number(value) <= max
    ? undefined
    : { path, given: `${name} of ${value === "" ? "nothing" : show(value)}`, allowed: `0 to ${max} ${unit}` };
}

/**
 * Measured figures from a CSV file with the head `metric,value`.
 * @throws InputError listing what is wrong, with lines
 */
export function readMetrics(file: string): ReadonlyMap<MetricName, number> {
  const title = `The metrics ${file}`;
  const rows = csvRows(title, readText(file, "the metrics"), FORM);
  const lines = new Map<MetricName, number>();
  const problems = rows.flatMap((row) => problemIn(row, lines) ?? []);
  if (problems.length > 0)
    throw new InputError(
      `${title} are refused, ${problems.length} problem${problems.length === 1 ? "" : "s"}:`,
      problems,
    );
  return new Map(
    rows.flatMap(({ cells: [name = "", value = ""] }) => (isMetric(name) ? [[name, Number(value)]] : [])),
  );
}
