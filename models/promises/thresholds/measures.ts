import type { MetricInput, ThresholdInput } from "../schema";

type Statistic = MetricInput["statistic"];
type Measure = ThresholdInput["measure"];

/** Metrics of one namespace that tell their objects apart by the same dimensions. */
export const metricsOf =
  (namespace: string, dimensions: MetricInput["dimensions"]) =>
  (name: string, statistic: Statistic): MetricInput => ({ namespace, name, statistic, dimensions });

/** One that the observer puts. */
export const observed = (name: string, statistic: Statistic): Measure => ({
  custom: { name, statistic, putBy: "observer" },
});

/** A quarter of an hour without a break. */
export const QUARTER_HOUR = { periodSeconds: 300, evaluationPeriods: 3, datapointsToAlarm: 3 };

/** What is wrong once in five minutes. */
export const ONCE = { periodSeconds: 300, evaluationPeriods: 1, datapointsToAlarm: 1 };
