/** Values that were put in one minute, each so many times; nothing when the metric was silent. */
export type Minute = readonly (readonly [value: number, count: number])[];

/** What a metric had in each minute; minutes are counted from 0, and there is nothing before. */
export type Series = (minute: number) => Minute | undefined;

/** One value each minute, the same at all times. */
export const always =
  (value: number): Series =>
  () => [[value, 1]];

/** A statistic over the minutes `[from, to)`; undefined when there is no value in them. */
export type StatOver = (from: number, to: number) => number | undefined;

/** Sums over any span in constant time. */
class Prefix {
  private readonly sums: Float64Array;

  constructor(minutes: number, amount: (minute: number) => number) {
    this.sums = new Float64Array(minutes + 1);
    for (let minute = 0; minute < minutes; minute++)
      this.sums[minute + 1] = (this.sums[minute] ?? 0) + amount(minute);
  }

  between(from: number, to: number): number {
    const last = this.sums.length - 1;
    const clamp = (minute: number): number => Math.min(Math.max(minute, 0), last);
    return (this.sums[clamp(to)] ?? 0) - (this.sums[clamp(from)] ?? 0);
  }
}

const total = (values: Minute | undefined, weight: (value: number) => number): number =>
  (values ?? []).reduce((sum, [value, count]) => sum + weight(value) * count, 0);

/** The least or the greatest value of a span. */
function extreme(series: Series, minutes: number, pick: (one: number, other: number) => number): StatOver {
  const each = Float64Array.from({ length: minutes }, (_, minute) =>
    (series(minute) ?? []).reduce((so, [value]) => (Number.isNaN(so) ? value : pick(so, value)), Number.NaN),
  );
  return (from, to) => {
    let found = Number.NaN;
    for (let minute = Math.max(from, 0); minute < to; minute++) {
      const value = each[minute] ?? Number.NaN;
      if (!Number.isNaN(value)) found = Number.isNaN(found) ? value : pick(found, value);
    }
    return Number.isNaN(found) ? undefined : found;
  };
}

/** The value below or at which so many percent of all values are. */
function percentile(series: Series, minutes: number, share: number): StatOver {
  const distinct = new Set<number>();
  for (let minute = 0; minute < minutes; minute++)
    for (const [value] of series(minute) ?? []) distinct.add(value);
  const counts = [...distinct]
    .sort((one, other) => one - other)
    .map(
      (own) =>
        [
          own,
          new Prefix(minutes, (minute) => total(series(minute), (value) => (value === own ? 1 : 0))),
        ] as const,
    );
  return (from, to) => {
    const all = counts.map(([value, prefix]) => [value, prefix.between(from, to)] as const);
    const sum = all.reduce((so, [, count]) => so + count, 0);
    let seen = 0;
    for (const [value, count] of all) {
      seen += count;
      if (count > 0 && seen >= share * sum) return value;
    }
    return undefined;
  };
}

/**
 * A statistic as CloudWatch calls it, over any span of minutes: Average, Sum, Minimum, Maximum, SampleCount, `p95`, or `PR(:2)`, the
 * share of values up to 2 in percent
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html).
 * @throws Error for another one
 */
export function statOver(series: Series, minutes: number, stat: string): StatOver {
  if (stat === "Minimum") return extreme(series, minutes, Math.min);
  if (stat === "Maximum") return extreme(series, minutes, Math.max);
  const rank = /^p(\d+(?:\.\d+)?)$/.exec(stat)?.[1];
  if (rank !== undefined) return percentile(series, minutes, Number(rank) / 100);
  const counts = new Prefix(minutes, (minute) => total(series(minute), () => 1));
  const weighted = (weight: (value: number) => number): Prefix =>
    new Prefix(minutes, (minute) => total(series(minute), weight));
  const over =
    (result: (sum: number, count: number) => number, sums: Prefix): StatOver =>
    (from, to) => {
      const count = counts.between(from, to);
      return count > 0 ? result(sums.between(from, to), count) : undefined;
    };
  const upTo = /^PR\(:(\d+(?:\.\d+)?)\)$/.exec(stat)?.[1];
  if (upTo !== undefined)
    return over(
      (sum, count) => (100 * sum) / count,
      weighted((value) => (value <= Number(upTo) ? 1 : 0)),
    );
  switch (stat) {
    case "Sum":
      return over(
        (sum) => sum,
        weighted((value) => value),
      );
    case "Average":
      return over(
        (sum, count) => sum / count,
        weighted((value) => value),
      );
    case "SampleCount":
      return over((_, count) => count, counts);
    default:
      throw new Error(`The simulator knows no statistic ${stat}.`);
  }
}
