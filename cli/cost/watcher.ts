import type { CostLine } from "../../models/cost/report";
import { ofType, type Manifest } from "../../models/manifest";

const CREDITS = /CPUSurplusCredit/;

/**
 * Logical names of what raises the alarm when a charge outside the figures appears: an alarm on surplus credits in
 * the same cost line, and the cost line's budget.
 */
export function watchersOf(manifest: Manifest, { component }: CostLine): string[] {
  const alarms = ofType(manifest, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(
    (alarm) => alarm.component === component && CREDITS.test(String(alarm.inputs["metricName"])),
  );
  const budgets = ofType(manifest, "aws:budgets/budget:Budget").filter(({ name }) =>
    name.endsWith(`-${component}`),
  );
  return [...alarms, ...budgets].map(({ name }) => name);
}
