import type { PolicyResource } from "./rule";
import { at } from "../models/manifest/values";
import { textOf } from "./read";

const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

/** Alarms of a stack by the promise in their tags; those without one are nobody's business here. */
export function alarmsByPromise(
  resources: readonly PolicyResource[],
): ReadonlyMap<string, readonly PolicyResource[]> {
  const found = new Map<string, PolicyResource[]>();
  for (const resource of resources) {
    if (resource.type !== METRIC_ALARM && resource.type !== COMPOSITE_ALARM) continue;
    const promise = textOf(at(resource.inputs, "tags.promise"));
    if (promise !== "") found.set(promise, [...(found.get(promise) ?? []), resource]);
  }
  return found;
}

export const isMetricAlarm = ({ type }: PolicyResource): boolean => type === METRIC_ALARM;
