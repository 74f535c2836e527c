/** A generator of equal numbers between 0 and 1 (mulberry32, public domain), the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const exponential = (random: () => number, mean: number): number => -mean * Math.log(1 - random());

/** Times of two exponential branches with the same share of the work: any variability above 1. */
export function hyperexponential(random: () => number, mean: number, cv2: number): () => number {
  const chance = (1 + Math.sqrt((cv2 - 1) / (cv2 + 1))) / 2;
  return () =>
    random() < chance
      ? exponential(random, mean / (2 * chance))
      : exponential(random, mean / (2 * (1 - chance)));
}

/** The server that is free before the others. */
export function firstFree(freeAt: Float64Array): number {
  let first = 0;
  for (let server = 1; server < freeAt.length; server += 1)
    if ((freeAt[server] ?? 0) < (freeAt[first] ?? 0)) first = server;
  return first;
}

export interface Simulated {
  /** Share of customers that waited. */
  readonly waited: number;
  /** Mean time of waiting, over all of them. */
  readonly meanWait: number;
}

/**
 * Customers one after another, first come first served, each at the server that is free first.
 * @param customers of which the first tenth is not counted
 */
export function simulate(
  servers: number,
  betweenArrivals: () => number,
  service: () => number,
  customers: number,
): Simulated {
  const freeAt = new Float64Array(servers);
  const warmUp = customers / 10;
  let now = 0;
  let waits = 0;
  let sum = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    now += betweenArrivals();
    const first = firstFree(freeAt);
    const start = Math.max(now, freeAt[first] ?? 0);
    freeAt[first] = start + service();
    if (customer < warmUp) continue;
    if (start > now) waits += 1;
    sum += start - now;
  }
  const counted = customers - warmUp;
  return { waited: waits / counted, meanWait: sum / counted };
}
