import { HOURS_PER_MONTH } from "../../../models/load/month";
import { at, isRecord, listOf } from "../../../models/manifest/values";
import { constant } from "../../pricing/figures";
import type { Formula } from "../../pricing/formula";

const MINUTES_PER_MONTH = HOURS_PER_MONTH * 60;
/** The observer asks S3 for the age of a snapshot every quarter of an hour. */
const LISTS_PER_MONTH = HOURS_PER_MONTH * 4;

/** Value of a variable of one of the pod's containers. */
function variableOf(inputs: Parameters<typeof at>[0], name: string): string | undefined {
  const variables = listOf(at(inputs, "spec.template.spec.containers")).flatMap((container) =>
    listOf(isRecord(container) ? container["env"] : undefined),
  );
  const found = variables.find((variable) => isRecord(variable) && variable["name"] === name);
  return isRecord(found) && typeof found["value"] === "string" ? found["value"] : undefined;
}

/**
 * What pods charge beside their nodes: the metrics that the observer puts, by the list in its environment, one call a minute. The
 * account's free metrics and calls are not counted: they belong to all that the account does.
 */
export const deploymentPrice: Formula = ({ inputs }) => {
  const metrics =
    variableOf(inputs, "METRIC_NAMESPACE") === undefined ? undefined : variableOf(inputs, "METRICS");
  if (metrics === undefined) return [];
  const shared = { basis: "fixed", assumption: null } as const;
  return [
    {
      ...shared,
      item: "custom metrics",
      priceKey: "cloudwatch.customMetric.first10k",
      quantity: constant(metrics.split(" ").filter((name) => name !== "").length),
    },
    {
      ...shared,
      item: "calls that put metrics",
      priceKey: "cloudwatch.api.request",
      quantity: constant(MINUTES_PER_MONTH / 1_000),
    },
    {
      ...shared,
      item: "questions for the age of snapshots",
      priceKey: "s3.put",
      quantity: constant(LISTS_PER_MONTH / 1_000),
    },
  ];
};
