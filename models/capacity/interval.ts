/** Three figures of one quantity: the middle, and what it lies between in about nine cases of ten. */
export interface Interval {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** A value that nobody doubts. */
export const exactly = (value: number): Interval => ({ low: value, mid: value, high: value });

/** Ratio of two results as a distance; nothing where a result has no bound. */
const distance = (mid: number, other: number): number =>
  mid > 0 && other > 0 && Number.isFinite(mid) && Number.isFinite(other) ? Math.log(other / mid) : 0;

/**
 * The interval of a result from those of its coefficients, each moved alone to both of its ends. Their effects are
 * taken as independent and add as squares of ratios (GUM, JCGM 100:2008, 5.1.2, on a logarithmic scale).
 * @param results for each coefficient the result at its low and its high end
 */
export function spread(mid: number, results: readonly (readonly [number, number])[]): Interval {
  let below = 0;
  let above = 0;
  for (const ends of results) {
    const ratios = ends.map((end) => distance(mid, end));
    below += Math.min(0, ...ratios) ** 2;
    above += Math.max(0, ...ratios) ** 2;
  }
  return { low: mid * Math.exp(-Math.sqrt(below)), mid, high: mid * Math.exp(Math.sqrt(above)) };
}
