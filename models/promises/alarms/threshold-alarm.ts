import type { TierSpec } from "../../../tiers";
import type { MetricInput, Promises, Threshold } from "../schema";
import { SIZES } from "../sizes";
import { amountText } from "../units";
import type { MetricAlarmInputs, MetricQuery, MetricStat } from "./alarm";
import { descriptionOf } from "./runbook";

/** The number of a row for a tier, in the row's unit. @throws Error for a target that the table does not have */
export function amountOf(row: Threshold, tier: TierSpec, { targets }: Pick<Promises, "targets">): number {
  const { threshold } = row;
  if ("value" in threshold) return threshold.value;
  if ("shareOf" in threshold) return SIZES[threshold.shareOf].of(tier) * threshold.share;
  const target = targets.find(({ id }) => id === threshold.targetOf);
  if (target === undefined) throw new Error(`No target is called ${threshold.targetOf}.`);
  return target.objectivePercent;
}

/** CloudWatch takes ten metrics into the math of an alarm, and a row reads two of each node. */
const NODES_MAX = 5;

type Resolve<Value> = (reference: string) => Value | string;

const CANARY_NAMESPACE = "CloudWatchSynthetics";

function known<Value>(references: Readonly<Record<string, Value | string>>, name: string): Value | string {
  const value = references[name];
  if (value === undefined) throw new Error(`Nothing of what is watched is called ${name}.`);
  return value;
}

function dimensionsOf<Value>(
  dimensions: MetricInput["dimensions"],
  references: Readonly<Record<string, Value | string>>,
): Record<string, Value | string> {
  return Object.fromEntries(
    Object.entries(dimensions).map(([dimension, from]) => {
      return [dimension, from.startsWith("=") ? from.slice(1) : known(references, from)];
    }),
  );
}

type MetricOf<Value> = (metric: MetricInput, rename?: (reference: string) => string) => MetricStat<Value>;

/** Metrics and an expression over their ids. */
function mathQueries<Value>(
  {
    metrics,
    expression,
  }: { readonly metrics: Readonly<Record<string, MetricInput>>; readonly expression: string },
  label: string,
  metricOf: MetricOf<Value>,
): MetricQuery<Value>[] {
  return [
    ...Object.entries(metrics).map(([id, metric]) => ({ id, metric: metricOf(metric), returnData: false })),
    { id: "result", expression, label, returnData: true },
  ];
}

/** The same metrics of each node, added up under the ids that the expression names. */
function perNodeQueries<Value>(
  {
    metrics,
    expression,
  }: { readonly metrics: Readonly<Record<string, MetricInput>>; readonly expression: string },
  label: string,
  { metricOf, nodes }: { readonly metricOf: MetricOf<Value>; readonly nodes: readonly string[] },
): MetricQuery<Value>[] {
  const ids = (id: string): string[] => nodes.map((_, index) => `${id}${index}`);
  return [
    ...Object.entries(metrics).flatMap(([id, metric]) =>
      nodes.map((node, index) => ({
        id: `${id}${index}`,
        metric: metricOf(metric, () => node),
        returnData: false,
      })),
    ),
    ...Object.keys(metrics).map((id) => ({
      id,
      expression: ids(id)
        .map((each) => `FILL(${each}, 0)`)
        .join(" + "),
      label: `${id} of all nodes`,
      returnData: false,
    })),
    { id: "result", expression, label, returnData: true },
  ];
}

/**
 * Inputs of the alarm that watches one object by a row of the table.
 * @param references what tells the object apart, by the names that the row's dimensions use
 */
export function thresholdAlarm<Value>(
  row: Threshold,
  amount: number,
  references: Readonly<Record<string, Value | string>>,
): MetricAlarmInputs<Value> {
  const { measure, window, comparison, unit, title, severity, family, id, missingData } = row;
  const { periodSeconds, evaluationPeriods, datapointsToAlarm } = window;
  const statOf: MetricOf<Value> = ({ namespace, name, statistic, dimensions }, rename = (from) => from) => ({
    namespace,
    metricName: name,
    dimensions: dimensionsOf(
      Object.fromEntries(
        Object.entries(dimensions).map(([dimension, from]) => [
          dimension,
          from.startsWith("=") ? from : rename(from),
        ]),
      ),
      references,
    ),
    period: periodSeconds,
    stat: statistic,
  });
  const single = (
    metric: MetricInput,
  ): Pick<MetricStat<Value>, "namespace" | "metricName" | "dimensions" | "period"> & {
    readonly statistic: string;
  } => {
    const { stat, ...rest } = statOf(metric);
    return { ...rest, statistic: stat };
  };
  const watched = (() => {
    if ("metric" in measure) return single(measure.metric);
    // In a namespace of the stack's own, so they need no dimension.
    if ("custom" in measure)
      return {
        namespace: known(references, "stack"),
        metricName: measure.custom.name,
        dimensions: {},
        period: periodSeconds,
        statistic: measure.custom.statistic,
      };
    if ("canary" in measure)
      return single({ ...measure.canary, namespace: CANARY_NAMESPACE, dimensions: { CanaryName: "canary" } });
    if ("math" in measure) return { metricQueries: mathQueries(measure.math, title, statOf) };
    const nodes = Object.keys(references)
      .filter((name) => name.startsWith("node"))
      .slice(0, NODES_MAX);
    return { metricQueries: perNodeQueries(measure.perNode, title, { metricOf: statOf, nodes }) };
  })();
  const wrong = `${title} (${comparison === ">" ? "above" : "below"} ${amountText(amount, unit)})`;
  return {
    alarmDescription: descriptionOf(severity, wrong, { family, promise: id }),
    ...watched,
    evaluationPeriods,
    datapointsToAlarm,
    comparisonOperator: comparison === ">" ? "GreaterThanThreshold" : "LessThanThreshold",
    threshold: amount,
    treatMissingData: missingData,
  };
}

/** References of a subject, resolved. */
export const resolved = <Value>(
  references: Readonly<Record<string, string>>,
  resolve: Resolve<Value>,
): Record<string, Value | string> =>
  Object.fromEntries(Object.entries(references).map(([name, reference]) => [name, resolve(reference)]));
