export type State = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** How an alarm judges data points. */
export interface Judgement {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm?: number | undefined;
  readonly comparisonOperator: string;
  readonly threshold: number;
  readonly treatMissingData?: string | undefined;
}

/**
 * Periods that CloudWatch reads beyond those it judges by, so that a late data point finds its place; AWS gives no number, and its
 * examples read five for three.
 */
export const EXTRA_PERIODS = 2;

function breaches(value: number, { comparisonOperator, threshold }: Judgement): boolean {
  switch (comparisonOperator) {
    case "GreaterThanThreshold":
      return value > threshold;
    case "GreaterThanOrEqualToThreshold":
      return value >= threshold;
    case "LessThanThreshold":
      return value < threshold;
    case "LessThanOrEqualToThreshold":
      return value <= threshold;
    default:
      throw new Error(`The simulator knows no comparison ${comparisonOperator}.`);
  }
}

/**
 * The state after data points, the newest first; undefined is a missing one. Real points are used as far as there are enough of them,
 * also older ones; only what is then still missing is treated as the alarm says
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html).
 */
export function stateAfter(
  points: readonly (number | undefined)[],
  before: State,
  judgement: Judgement,
): State {
  const { evaluationPeriods: periods, datapointsToAlarm = periods, treatMissingData = "missing" } = judgement;
  const known = points.filter((point) => point !== undefined);
  const bad = known.slice(0, periods).filter((point) => breaches(point, judgement)).length;
  const missing = Math.max(0, periods - known.length);
  const alarmWhen = (count: number): State => (count >= datapointsToAlarm ? "ALARM" : "OK");
  if (missing === 0) return alarmWhen(bad);
  switch (treatMissingData) {
    case "breaching":
      return alarmWhen(bad + missing);
    case "notBreaching":
      return alarmWhen(bad);
    case "ignore":
      return known.length === 0 || bad > 0 ? before : "OK";
    default:
      if (known.length === 0) return "INSUFFICIENT_DATA";
      // All that is known is bad: the alarm does not wait for more.
      return bad === known.length ? "ALARM" : "OK";
  }
}
