import type { CostLine } from "../../models/cost/report";
import { ofType, type Manifest, type ManifestResource } from "../../models/manifest/manifest";
import { at, listOf } from "../../models/manifest/values";

const CREDITS = /CPUSurplusCredit/;

/** The cost line whose spending a budget counts; undefined for one that counts something else. */
const lineOf = ({ inputs }: ManifestResource): unknown =>
  listOf(at(inputs["filterExpression"], "ands"))
    .filter((part) => at(part, "tags.key") === "cost-component")
    .flatMap((part) => listOf(at(part, "tags.values")))[0];

/**
 * Logical names of what raises the alarm when a charge outside the figures appears: the alarm on surplus credits that
 * waits for the resource, whose metric it reads, and the cost line's budget.
 */
export function watchersOf(manifest: Manifest, { component, urn }: CostLine): string[] {
  const alarms = ofType(manifest, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(
    (alarm) => alarm.dependsOn.includes(urn) && CREDITS.test(String(alarm.inputs["metricName"])),
  );
  const budgets = ofType(manifest, "aws:budgets/budget:Budget").filter(
    (budget) => lineOf(budget) === component,
  );
  return [...alarms, ...budgets].map(({ name }) => name);
}
