import type { Metric } from "../metric";
import type { AwsApi } from "./aws-api";

/**
 * The parameters of one `PutMetricData`
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html). Metrics have no dimension: the
 * namespace is the stack's own.
 */
export function putMetricParameters(
  namespace: string,
  metrics: readonly Metric[],
  at: Date,
): Record<string, string> {
  const members = metrics.flatMap(({ name, value, unit }, index): [string, string][] => {
    const member = `MetricData.member.${index + 1}`;
    return [
      [`${member}.MetricName`, name],
      [`${member}.Value`, String(value)],
      [`${member}.Unit`, unit],
      [`${member}.Timestamp`, at.toISOString()],
    ];
  });
  return {
    Action: "PutMetricData",
    Version: "2010-08-01",
    Namespace: namespace,
    ...Object.fromEntries(members),
  };
}

export async function putMetrics(
  api: AwsApi,
  namespace: string,
  metrics: readonly Metric[],
  { at, signal }: { readonly at: Date; readonly signal: AbortSignal },
): Promise<void> {
  await api.action("monitoring", putMetricParameters(namespace, metrics, at), signal);
}
