import { largestWithin } from "./erlang";

/** Equal shares of all look-ups, by which the sums are taken. */
const SLICES = 50;

/** Look-ups after which any key of a skew below 1 has been asked for. */
const LOOKUPS_MAX = 1e6;

/**
 * How often one key of each slice is asked for, over the mean of all keys, when popularity falls as a power of rank. The
 * keys of a slice get the same share of look-ups, whatever their number.
 */
function rates(skew: number): readonly number[] {
  return Array.from(
    { length: SLICES },
    (_, slice) => (1 - skew) * ((slice + 0.5) / SLICES) ** (-skew / (1 - skew)),
  );
}

const known = new Map<string, number>();

/**
 * The share of all keys that a cache must hold for a share of hits, by Che's approximation: a key stays as long as in
 * every cache of this size, so it is there when it was asked for within that time (Che, Tung and Wang 2002). Where all keys
 * are alike, both shares are the same.
 * @param hits share of look-ups, of those for keys that could be there; from 0 to 1
 * @param skew exponent of Zipf's law, from 0 (all alike) to below 1
 */
export function shareForHits(hits: number, skew: number): number {
  if (skew === 0 || hits <= 0 || hits >= 1) return Math.min(1, Math.max(0, hits));
  const key = `${hits} ${skew}`;
  const found = known.get(key) ?? shareOfKeys(hits, rates(skew));
  known.set(key, found);
  return found;
}

function shareOfKeys(hits: number, each: readonly number[]): number {
  const hitsAfter = (lookups: number): number => {
    let sum = 0;
    for (const rate of each) sum -= Math.expm1(-rate * lookups);
    return sum / SLICES;
  };
  const lookups = largestWithin(hitsAfter, hits, LOOKUPS_MAX);
  return each.reduce((sum, rate) => sum - Math.expm1(-rate * lookups) / rate, 0) / SLICES;
}
