import type { MetricAlarm, MetricQuery, MetricStat } from "../alarms/alarm";
import type { Promises, Target, Threshold } from "../schema";
import { amountText } from "../units";
import type { Chart, Line, LineOptions } from "./widget";

/** A chart shows five minutes as one point, where its alarm looks at an hour or a day. */
const POINT_SECONDS = 300;

interface Regions {
  readonly region: string;
  readonly edgeRegion: string;
}

const dimensionsOf = <Value>(dimensions: MetricStat<Value>["dimensions"]): (Value | string)[] =>
  Object.entries(dimensions).flatMap(([name, value]) => [name, value]);

const metricLine = <Value>(
  { namespace, metricName, dimensions, stat, period }: MetricStat<Value>,
  options: LineOptions,
): Line<Value> => [namespace, metricName, ...dimensionsOf(dimensions), { stat, period, ...options }];

/** Ids of a chart are its own: those of each alarm in it get a number. */
const numbered = (expression: string, ids: readonly string[], index: number): string =>
  expression.replace(/[A-Za-z_]\w*/g, (word) => (ids.includes(word) ? `${word}x${index}` : word));

/** The lines of the metric math of one alarm, of which only the result is seen. */
function mathLines<Value>(
  queries: readonly MetricQuery<Value>[],
  label: string,
  index: number,
  region: string,
): Line<Value>[] {
  const ids = queries.map(({ id }) => id);
  return queries.map((query): Line<Value> => {
    const id = `${query.id}x${index}`;
    if ("metric" in query) return metricLine(query.metric, { id, visible: false, region });
    return [
      {
        id,
        expression: numbered(query.expression, ids, index),
        label: query.returnData ? label : query.label,
        visible: query.returnData,
        region,
      },
    ];
  });
}

/** What alarms of one promise look at, as lines of one chart. */
function alarmLines<Value>(
  alarms: readonly MetricAlarm<Value>[],
  labelOf: (alarm: MetricAlarm<Value>) => string,
  { region, edgeRegion }: Regions,
): Line<Value>[] {
  return alarms.flatMap((alarm, index) => {
    const { inputs, isAtEdge } = alarm;
    const where = isAtEdge ? edgeRegion : region;
    if ("metricQueries" in inputs) return mathLines(inputs.metricQueries, labelOf(alarm), index, where);
    const { statistic, ...metric } = inputs;
    return [metricLine({ ...metric, stat: statistic }, { label: labelOf(alarm), region: where })];
  });
}

/** The chart of a threshold: one line for each object that it watches, and where it becomes too much. */
export function thresholdChart<Value>(
  row: Threshold,
  alarms: readonly MetricAlarm<Value>[],
  regions: Regions,
): Chart<Value> {
  const labelOf = ({ key }: MetricAlarm<Value>): string => key.slice(row.id.length + 1) || row.id;
  const amounts = [...new Set(alarms.map(({ inputs }) => inputs.threshold))];
  return {
    title: `${row.title} (${row.id})`,
    region: row.isAtEdge ? regions.edgeRegion : regions.region,
    lines: alarmLines(alarms, labelOf, regions),
    marks: amounts.map((value) => ({
      label: `${row.severity} ${row.comparison === ">" ? "above" : "below"} ${amountText(value, row.unit)}`,
      value,
    })),
  };
}

/** How fast the budget of a target burns: a line for each window, and where somebody is told. */
export function burnChart<Value>(
  target: Target,
  alarms: readonly MetricAlarm<Value>[],
  { burnRates }: { readonly burnRates: Promises["burnRates"]["full"] },
  regions: Regions,
): Chart<Value> {
  return {
    title: `Budget of ${target.id}: times what it may burn`,
    region: regions.region,
    lines: alarmLines(alarms, ({ key }) => key.slice(target.id.length + "-burn-".length), regions),
    marks: burnRates.map(({ burn, severity }) => ({ label: `${severity} above ${burn}`, value: burn })),
  };
}

/** What users feel: the percentile that the promise is about, or the share of errors. */
export function targetChart<Value>(
  target: Exclude<Target, { readonly kind: "probe" }>,
  alarms: readonly MetricAlarm<Value>[],
  { region }: Regions,
): Chart<Value> {
  const queries = alarms.flatMap(({ inputs }) => ("metricQueries" in inputs ? inputs.metricQueries : []));
  const dimensions =
    queries.flatMap((query) => ("metric" in query ? [query.metric.dimensions] : []))[0] ?? {};
  const own = (metricName: string, stat: string, options: LineOptions): Line<Value> =>
    metricLine(
      { namespace: "AWS/ApplicationELB", metricName, dimensions, stat, period: POINT_SECONDS },
      options,
    );
  const title = `${target.title} (${target.id})`;
  if (target.kind === "latency") {
    const percentile = `p${target.objectivePercent}`;
    return {
      title,
      region,
      lines: [own("TargetResponseTime", percentile, { label: `${percentile}, seconds` })],
      marks: [{ label: `promised: ${target.seconds} s`, value: target.seconds }],
    };
  }
  const allowed = Number((100 - target.objectivePercent).toFixed(6));
  return {
    title,
    region,
    lines: [
      own("RequestCount", "Sum", { id: "requests", visible: false }),
      own("HTTPCode_Target_5XX_Count", "Sum", { id: "podErrors", visible: false }),
      own("HTTPCode_ELB_5XX_Count", "Sum", { id: "ownErrors", visible: false }),
      [
        {
          id: "share",
          expression:
            "100 * (FILL(podErrors, 0) + FILL(ownErrors, 0)) / (FILL(requests, 0) + FILL(ownErrors, 0))",
          label: "errors, percent of requests",
        },
      ],
    ],
    marks: [{ label: `promised: ${allowed} %`, value: allowed }],
  };
}
