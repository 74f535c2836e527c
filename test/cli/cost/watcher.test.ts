import { watchersOf } from "../../../cli/cost/watcher";
import type { CostLine } from "../../../models/cost/report";
import type { ManifestResource } from "../../../models/manifest/manifest";
import { exampleCost, exampleResource } from "../../support/cost-example";
import { manifestWith } from "../../support/manifest-with";

const { manifest, report } = exampleCost("500");
const credits = report.outside.find(({ item }) => item === "surplus CPU credits") as CostLine;
const renamed = (each: ManifestResource) => ({ ...each, name: `renamed-${each.name.slice(0, 3)}` });

test("a charge is watched by the alarm on its resource and by the budget of its line, whatever they are called", () => {
  expect(watchersOf(manifest, credits)).toEqual([
    "postgres-shard-0-primary-credits",
    "operations-budget-postgres",
  ]);
  expect(watchersOf({ ...manifest, resources: manifest.resources.map(renamed) }, credits)).toEqual([
    "renamed-pos",
    "renamed-ope",
  ]);
});

test("an alarm on another resource, or on another metric, and a budget of another line watch nothing", () => {
  const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
  const others = [
    exampleResource("postgres", alarm, "postgres-shard-0-primary-x", {
      metricName: "CPUSurplusCreditsCharged",
    }),
    {
      ...exampleResource("postgres", alarm, "cpu", { metricName: "CPUUtilization" }),
      dependsOn: [credits.urn],
    },
    exampleResource("operations", "aws:budgets/budget:Budget", "operations-budget-postgres", {
      filterExpression: { ands: [{ tags: { key: "environment", values: ["postgres"] } }] },
    }),
  ];
  expect(watchersOf(manifestWith("500", others), credits)).toEqual([]);
});
