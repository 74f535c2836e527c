import type { CostLine } from "../../models/cost/report";
import { nameOfUrn } from "../../models/manifest/urn";
import { ofType, type Manifest } from "../../models/manifest/manifest";

const CREDITS = /CPUSurplusCredit/;

/**
 * Logical names of what raises the alarm when a charge outside the figures appears: the resource's own alarm on
 * surplus credits, which begins with its name, and the cost line's budget.
 */
export function watchersOf(manifest: Manifest, { component, urn }: CostLine): string[] {
  const alarms = ofType(manifest, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(
    (alarm) => alarm.name.startsWith(nameOfUrn(urn)) && CREDITS.test(String(alarm.inputs["metricName"])),
  );
  const budgets = ofType(manifest, "aws:budgets/budget:Budget").filter(({ name }) =>
    name.endsWith(`-${component}`),
  );
  return [...alarms, ...budgets].map(({ name }) => name);
}
