import type { TierSpec } from "../../../tiers";
import type { AlarmSpec, MetricAlarm } from "../alarms/alarm";
import { rowsOf } from "../alarms/alarms-of-tier";
import { FAMILIES, type Family, type Promises } from "../schema";
import { PROMISES } from "../table";
import { burnChart, targetChart, thresholdChart } from "./charts";
import type { Chart, DashboardBody, Widget } from "./widget";

const COLUMNS = 24;
const CHART = { width: 8, height: 6 } as const;
const HEAD_HEIGHT = 1;
/** An alarm widget shows so many alarms at most. */
const ALARMS_MAX = 100;
const ALARMS_HEIGHT = 3;
const TABLE_HEIGHT = 7;

const FAMILY_TITLES: Readonly<Record<Family, string>> = {
  users: "What users are promised",
  app: "The product's pods",
  postgres: "PostgreSQL",
  valkey: "Valkey",
  qdrant: "Qdrant",
  queue: "Queues",
  edge: "CloudFront",
  network: "The way out",
  upkeep: "Backups, certificates, versions",
};

export interface DashboardOptions<Value> {
  readonly tier: TierSpec;
  /** Those whose metrics are there. */
  readonly alarms: readonly AlarmSpec<Value>[];
  /** Null for an alarm that has no name of the table's, as its part makes it. */
  readonly alarmArnOf: (alarm: AlarmSpec<Value>) => Value | string | null;
  readonly region: string;
  /** Of CloudFront's metrics. */
  readonly edgeRegion: string;
  /** Query of the slowest statements; null where databases log none. */
  readonly slowStatements: Value | string | null;
  readonly promises?: Promises;
}

const isMetricAlarm = <Value>(alarm: AlarmSpec<Value>): alarm is MetricAlarm<Value> =>
  alarm.kind === "metric";

/** Charts of one family, in the order of the table. */
function chartsOf<Value>(
  family: Family,
  { tier, alarms, region, edgeRegion, promises = PROMISES }: DashboardOptions<Value>,
): Chart<Value>[] {
  const regions = { region, edgeRegion };
  const of = (promise: string): MetricAlarm<Value>[] =>
    alarms.filter(isMetricAlarm).filter((alarm) => alarm.promise === promise);
  const burnRates = promises.burnRates[promises.burnRatesOf[tier.name]];
  const targets = family === "users" ? promises.targets : [];
  return [
    ...targets.flatMap((target) => {
      const own = of(target.id);
      return target.kind === "probe" || own.length === 0
        ? []
        : [targetChart(target, own, regions), burnChart(target, own, { burnRates }, regions)];
    }),
    ...rowsOf(promises, tier)
      .filter((row) => row.family === family)
      .flatMap((row) => {
        const own = of(row.id);
        return own.length === 0 ? [] : [thresholdChart(row, own, regions)];
      }),
  ];
}

/** Charts side by side from a line of the grid on. */
const placed = <Value>(charts: readonly Chart<Value>[], top: number): Widget<Value>[] =>
  charts.map(({ title, region, lines, marks }, index) => {
    const perLine = COLUMNS / CHART.width;
    return {
      type: "metric",
      x: (index % perLine) * CHART.width,
      y: top + Math.floor(index / perLine) * CHART.height,
      ...CHART,
      properties: {
        title,
        region,
        view: "timeSeries",
        stacked: false,
        metrics: lines,
        annotations: { horizontal: marks },
        yAxis: { left: { min: 0 } },
      },
    };
  });

const bottomOf = (widgets: readonly Widget<unknown>[]): number =>
  Math.max(0, ...widgets.map(({ y, height }) => y + height));

/** The states of all alarms that somebody is told of. */
function alarmStates<Value>({ alarms, alarmArnOf }: DashboardOptions<Value>, top: number): Widget<Value>[] {
  const arns = alarms.flatMap((alarm) => (alarm.severity === null ? [] : (alarmArnOf(alarm) ?? [])));
  return Array.from({ length: Math.ceil(arns.length / ALARMS_MAX) }, (_, index) => ({
    type: "alarm",
    x: 0,
    y: top + index * ALARMS_HEIGHT,
    width: COLUMNS,
    height: ALARMS_HEIGHT,
    properties: {
      title: index === 0 ? "Alarms" : "More alarms",
      alarms: arns.slice(index * ALARMS_MAX, (index + 1) * ALARMS_MAX),
    },
  }));
}

const head = (y: number, markdown: string): Widget<never> => ({
  type: "text",
  x: 0,
  y,
  width: COLUMNS,
  height: HEAD_HEIGHT,
  properties: { markdown },
});

/** The slowest statements, from the databases' logs. */
const statements = <Value>(query: Value | string, region: string, y: number): Widget<Value> => ({
  type: "log",
  x: 0,
  y,
  width: COLUMNS,
  height: TABLE_HEIGHT,
  properties: { title: "Slow statements that took the most time", region, view: "table", query },
});

/**
 * The dashboard of a tier: states of alarms, then a chart for each promise with the line that its alarm has, family by family.
 * CloudWatch takes 500 metrics in a chart and 2,500 in a dashboard
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html).
 */
export function dashboardBody<Value>(options: DashboardOptions<Value>): DashboardBody<Value> {
  const widgets: Widget<Value>[] = alarmStates(options, 0);
  for (const family of FAMILIES) {
    const charts = chartsOf(family, options);
    if (charts.length === 0) continue;
    const top = bottomOf(widgets);
    widgets.push(head(top, `## ${FAMILY_TITLES[family]}\nWhat to do: docs/alarms/${family}.md`));
    widgets.push(...placed(charts, top + HEAD_HEIGHT));
    if (family === "postgres" && options.slowStatements !== null)
      widgets.push(statements(options.slowStatements, options.region, bottomOf(widgets)));
  }
  return { widgets };
}
