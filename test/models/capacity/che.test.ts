import { shareForHits } from "../../../models/capacity/che";
import { seeded } from "./simulation";

/** Few keys have a head that a smooth law has not. */
const KEYS = 40_000;
const LOOKUPS = 60_000;

/** Share of hits of a cache that throws away what was asked for longest ago, with keys of Zipf's law. */
function hitsOf(held: number, skew: number): number {
  const random = seeded(20_261_129);
  const below: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= KEYS; rank += 1) below.push((sum += rank ** -skew));
  const key = (): number => {
    const wanted = random() * sum;
    let [low, high] = [0, KEYS - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((below[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  // A Map keeps its keys by age.
  const cache = new Map<number, true>();
  let hits = 0;
  for (let lookup = -LOOKUPS; lookup < LOOKUPS; lookup += 1) {
    const asked = key();
    if (cache.delete(asked) && lookup >= 0) hits += 1;
    cache.set(asked, true);
    if (cache.size <= held) continue;
    const [oldest] = cache.keys();
    if (oldest !== undefined) cache.delete(oldest);
  }
  return hits / LOOKUPS;
}

test.each([
  [0.6, 0],
  [0.3, 0.6],
  [0.8, 0.6],
])(
  "a cache that is to hit %d of look-ups with a skew of %d holds what Che's approximation says, within 5 %%",
  (hits, skew) => {
    const found = hitsOf(Math.round(KEYS * shareForHits(hits, skew)), skew);
    expect(Math.abs(found / hits - 1)).toBeLessThan(0.05);
  },
);

test("where all keys are alike, the share of keys is the share of hits", () => {
  expect([0, 0.25, 0.8, 1].map((hits) => shareForHits(hits, 0))).toEqual([0, 0.25, 0.8, 1]);
  expect(shareForHits(0.8, 1e-9)).toBeCloseTo(0.8, 6);
});

test("more skew never asks for more memory, more hits never for less", () => {
  const skews = [0, 0.2, 0.4, 0.6, 0.8, 0.95].map((skew) => shareForHits(0.8, skew));
  expect(skews).toEqual([...skews].sort((a, b) => b - a));
  const hits = [0.1, 0.5, 0.8, 0.99, 1].map((each) => shareForHits(each, 0.6));
  expect(hits).toEqual([...hits].sort((a, b) => a - b));
});
