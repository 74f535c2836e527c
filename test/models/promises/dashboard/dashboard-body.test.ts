import type { AlarmSpec } from "../../../../models/promises/alarms/alarm";
import { alarmsOf } from "../../../../models/promises/alarms/alarms-of-tier";
import { dashboardBody } from "../../../../models/promises/dashboard/dashboard-body";
import { drawnLines } from "../../../../models/promises/dashboard/points";
import { slowStatementsQuery } from "../../../../models/promises/dashboard/slow-statements";
import type { DashboardBody } from "../../../../models/promises/dashboard/widget";
import { exampleDay } from "../../../../models/promises/simulator/example-day";
import type { Promises } from "../../../../models/promises/schema";
import { PROMISES, PROMISES_INPUT, parsePromises } from "../../../../models/promises/table";
import { TIER_NAMES, tierNamed, type TierName } from "../../../../tiers";

const alarmsAt = (tier: TierName, promises: Promises = PROMISES): AlarmSpec<string>[] =>
  alarmsOf<string>({
    tier: tierNamed(tier),
    hasDomain: true,
    resolve: (reference) => reference,
    promises,
  });

const bodyOf = (
  tier: TierName,
  alarms = alarmsAt(tier),
  promises: Promises = PROMISES,
): DashboardBody<string> =>
  dashboardBody<string>({
    tier: tierNamed(tier),
    alarms,
    alarmArnOf: ({ key }) => (key === "nat-instance" ? null : `arn:${key}`),
    region: "eu-central-1",
    edgeRegion: "us-east-1",
    slowStatements: "a query",
    promises,
  });

const chartsOf = ({ widgets }: DashboardBody<string>) =>
  widgets.flatMap((widget) => (widget.type === "metric" ? [widget.properties] : []));

describe.each(TIER_NAMES)("tier %s", (tier) => {
  const body = bodyOf(tier);

  test("each promise with an alarm has a chart with the alarm's number", () => {
    const numbers = new Map(chartsOf(body).map(({ title, annotations }) => [title, annotations.horizontal]));
    for (const alarm of alarmsAt(tier)) {
      if (alarm.kind !== "metric") continue;
      const row = PROMISES.thresholds.find(({ id }) => id === alarm.promise);
      const title =
        row === undefined ? `Budget of ${alarm.promise}: times what it may burn` : `${row.title} (${row.id})`;
      expect((numbers.get(title) ?? []).map(({ value }) => value)).toContain(alarm.inputs.threshold);
    }
  });

  test("shows the state of every alarm that tells somebody", () => {
    const shown = body.widgets.flatMap((widget) => (widget.type === "alarm" ? widget.properties.alarms : []));
    const told = alarmsAt(tier).filter(({ severity, key }) => severity !== null && key !== "nat-instance");
    expect(shown).toEqual(told.map(({ key }) => `arn:${key}`));
  });

  test("no two widgets share a place of the grid, and each is within what CloudWatch takes", () => {
    const { widgets } = body;
    const shared = widgets.flatMap((one, index) =>
      widgets
        .slice(index + 1)
        .filter(
          (other) =>
            one.x < other.x + other.width &&
            other.x < one.x + one.width &&
            one.y < other.y + other.height &&
            other.y < one.y + one.height,
        ),
    );
    expect(shared).toEqual([]);
    expect(Math.max(...widgets.map(({ x, width }) => x + width))).toBeLessThanOrEqual(24);
    const counts = chartsOf(body).map(({ metrics }) => metrics.length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(500);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(2_500);
  });

  test("ids of a chart are its own, and its math names ids that are there", () => {
    for (const { metrics } of chartsOf(body)) {
      const options = metrics.flatMap((line) => line.filter((part) => typeof part !== "string"));
      const ids = options.flatMap(({ id }) => id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      const words = options.flatMap(({ expression = "" }) => expression.match(/\b[a-z]\w*/g) ?? []);
      expect(words.filter((word) => !ids.includes(word))).toEqual([]);
    }
  });

  test("each chart has points on the example day", () => {
    const trace = exampleDay(tierNamed(tier));
    const empty = chartsOf(body).flatMap(({ title, metrics }) =>
      drawnLines(metrics, trace, 60)
        .filter(({ points }) => points.every((point) => point === null))
        .map(({ label }) => `${title}: ${label}`),
    );
    expect(empty).toEqual([]);
  });
});

test("the slowest statements stand among the charts of the database, where it logs them", () => {
  const tables = ({ widgets }: DashboardBody<string>) => widgets.filter(({ type }) => type === "log");
  expect(tables(bodyOf("2k"))).toMatchObject([
    { properties: { view: "table", region: "eu-central-1", query: "a query" } },
  ]);
  const silent = dashboardBody<string>({
    tier: tierNamed("2k"),
    alarms: alarmsAt("2k"),
    alarmArnOf: () => null,
    region: "eu-central-1",
    edgeRegion: "us-east-1",
    slowStatements: null,
  });
  expect(tables(silent)).toEqual([]);
});

test("the query asks the log of every database, and reads a line as PostgreSQL writes it", () => {
  const query = slowStatementsQuery(["one-primary", "one-replica-0"]);
  expect(query).toContain(
    "SOURCE '/aws/rds/instance/one-primary/postgresql' | SOURCE '/aws/rds/instance/one-replica-0/postgresql' | ",
  );
  expect(query).toMatch(/sort totalMilliseconds desc \| limit 10$/);
  const parsed = new RegExp(/parse @message \/(.+)\/ \| filter/.exec(query)?.[1] ?? "");
  for (const kind of ["statement", "execute <unnamed>", "execute s1"])
    expect(
      parsed.exec(
        `2026-11-30 02:00:00 UTC:10.0.1.9(4711):app@product:[812]:LOG:  duration: 1500.213 ms  ${kind}: select 1\n from t`,
      )?.groups,
    ).toEqual({ milliseconds: "1500.213", statement: "select 1\n from t" });
});

test("one number of the table changes one line of the dashboard", () => {
  const promises = parsePromises({
    ...PROMISES_INPUT,
    thresholds: PROMISES_INPUT.thresholds.map((row) =>
      row.id === "queue-age" ? { ...row, threshold: { value: 240 } } : row,
    ),
  });
  const [before, after] = [
    chartsOf(bodyOf("500")),
    chartsOf(bodyOf("500", alarmsAt("500", promises), promises)),
  ];
  const changed = after.filter((chart, index) => JSON.stringify(chart) !== JSON.stringify(before[index]));
  expect(changed.map(({ title, annotations }) => [title, annotations.horizontal])).toEqual([
    ["Jobs wait in the queue (queue-age)", [{ label: "ticket above 240 s", value: 240 }]],
  ]);
});
