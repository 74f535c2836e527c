import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { MetricAlarmInputs } from "../../models/promises/alarms/alarm";

/** What a metric alarm watches and how it judges, as the provider's class takes it. */
export function metricAlarmArgs(
  inputs: MetricAlarmInputs<pulumi.Input<string>>,
): Omit<aws.cloudwatch.MetricAlarmArgs, "name" | "tags"> {
  if (!("metricQueries" in inputs)) return inputs;
  const { metricQueries, ...rest } = inputs;
  return { ...rest, metricQueries: [...metricQueries] };
}
