/** A number that a source gave, in the unit that CloudWatch calls so. */
export interface Metric {
  readonly name: string;
  readonly value: number;
  readonly unit: "Count" | "Milliseconds" | "Percent" | "Seconds" | "None";
}

/** A place that metrics come from. */
export interface Source {
  /** As its lines in the log begin. */
  readonly name: string;
  /** Names of metrics that it may give. It is not asked when the tier pays for none of them. */
  readonly gives: readonly string[];
  /**
   * What can be told now; nothing for what it does not tell.
   * @throws Error when it does not answer
   */
  readonly read: (signal: AbortSignal) => Promise<readonly Metric[]>;
}

/** The largest; nothing of nothing, so that what did not answer is absent and never 0. */
export const largest = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.max(...values);

/** A metric when there is a number for it. */
export const metric = (name: string, unit: Metric["unit"], value: number | undefined): readonly Metric[] =>
  value === undefined || !Number.isFinite(value) ? [] : [{ name, unit, value }];
