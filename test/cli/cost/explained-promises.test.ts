import { recordedManifest } from "../../../cli/record/recorded-manifest";
import { measureLines } from "../../../cli/cost/promise-lines";
import { estimateCost } from "../../../models/cost/estimate";
import { explain, promisesOf, type CostExplanation } from "../../../models/cost/explanation";
import { pricesOf } from "../../../models/cost/prices/price-books";
import type { CostReport } from "../../../models/cost/report";
import type { Manifest } from "../../../models/manifest/manifest";
import { customMetrics } from "../../../models/promises/across-rows";
import { PROMISES } from "../../../models/promises/table";

let manifest: Manifest;
let report: CostReport;
beforeAll(async () => {
  manifest = await recordedManifest("2k");
  report = estimateCost(manifest, pricesOf(manifest.region));
});

const of = (promise: string): CostExplanation["lines"] =>
  explain(report, pricesOf(manifest.region), promise, promisesOf(manifest), (named) =>
    measureLines(report, named),
  ).lines;
const itemsOf = (promise: string): string[] => of(promise).map(({ name, item }) => `${name}: ${item}`);

test("a promise that a canary measures costs its alarm and the walks", () => {
  expect(itemsOf("uptime")).toEqual([
    "alarms-uptime: metrics watched",
    "canary-walk: runs",
    "canary-walk: its function",
    "canary-walk: calls of its function",
  ]);
  const runs = of("uptime").find(({ item }) => item === "runs");
  expect(runs).toMatchObject({ quantity: 8_760, monthlyUsd: 8_760 * (runs?.unitPriceUsd ?? 0) });
});

test("a promise whose metric the observer puts costs its alarm and that one metric", () => {
  expect(itemsOf("consistency")).toEqual([
    "alarms-consistency: metrics watched",
    "observer-deployment: custom metrics",
  ]);
  const put = customMetrics(PROMISES.thresholds, "2k", "observer").length;
  expect(of("consistency")[1]).toMatchObject({
    quantity: 1,
    assumption: `one of ${put} metrics that are put`,
  });
  const sum = of("consistency").reduce((total, { monthlyUsd }) => total + monthlyUsd, 0);
  expect(sum).toBeCloseTo(0.4, 9);
});

test("a promise that a drill measures costs the metric of the drill", () => {
  expect(itemsOf("restore-drill")).toEqual([
    "alarms-restore-drill: metrics watched",
    "restore-drill-cron-job: metric of the drill",
  ]);
});

test("a promise that AWS measures by itself costs its alarms, and nothing that is only called like it", () => {
  const items = itemsOf("dashboard");
  expect(items).toHaveLength(8);
  expect(items.filter((each) => !/^alarms-dashboard-/.test(each))).toEqual([]);
});

test("every custom metric that the tier pays for is explained by a promise", () => {
  const rows = PROMISES.thresholds.filter(({ tiers }) => tiers.includes("2k"));
  const unexplained = rows
    .filter(({ measure }) => "custom" in measure)
    .filter(({ id }) => !of(id).some(({ item }) => /metrics?( of the drill)?$/.test(item)));
  expect(rows.filter(({ measure }) => "custom" in measure).length).toBeGreaterThan(10);
  expect(unexplained.map(({ id }) => id)).toEqual([]);
});
