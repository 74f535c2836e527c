import {
  erlangC,
  largestWithin,
  meanWaitMG1,
  offeredWithin,
  utilisationOfWait,
} from "../../../models/capacity/erlang";
import { capacityOf } from "../../../models/capacity/capacity";
import { DEFAULT_CAPACITY_COEFFICIENTS } from "../../../models/capacity/coefficients";
import { tierNamed } from "../../../tiers";
import { exponential, firstFree, hyperexponential, seeded, simulate, type Simulated } from "./simulation";

const LOADS = [0.3, 0.6, 0.8] as const;
const SEED = 20_261_129;

const off = (found: number, expected: number): number => Math.abs(found / expected - 1);

const CUSTOMERS = 120_000;

/** Random numbers, and the opposite of each. */
function bothWays(seed: number): (() => number)[] {
  const opposite = seeded(seed);
  return [seeded(seed), () => 1 - 2 ** -33 - opposite()];
}

/**
 * Two runs, the second with the opposite of each random number: what is long in one is short in the other, and their
 * mean is nearer to the truth than twice as many customers.
 */
function pairOf(run: (random: () => number) => Simulated, seed: number): Simulated {
  const runs = bothWays(seed).map(run);
  const mean = (which: keyof Simulated) => runs.reduce((sum, each) => sum + each[which], 0) / runs.length;
  return { waited: mean("waited"), meanWait: mean("meanWait") };
}

describe.each(LOADS)("at ρ = %d", (load) => {
  test.each([1, 2, 4])(
    "Erlang C is the share of customers of %d servers that waits, within 5 %",
    (servers) => {
      const random = seeded(SEED + servers);
      const { waited, meanWait } = simulate(
        servers,
        () => exponential(random, 1 / (servers * load)),
        () => exponential(random, 1),
        CUSTOMERS,
      );
      const chance = erlangC(servers, servers * load);
      expect(off(waited, chance)).toBeLessThan(0.05);
      // An M/M/c queue's mean wait follows from the chance to wait.
      expect(off(meanWait, chance / (servers * (1 - load)))).toBeLessThan(0.05);
    },
  );

  test.each([1, 4])("Pollaczek–Khinchine is the mean wait with cv² = %d, within 5 %", (cv2) => {
    const { meanWait } = pairOf(
      (random) =>
        simulate(
          1,
          () => exponential(random, 1 / load),
          cv2 === 1 ? () => exponential(random, 1) : hyperexponential(random, 1, cv2),
          CUSTOMERS * 3,
        ),
      SEED + cv2,
    );
    expect(off(meanWait, meanWaitMG1(load, 1, cv2))).toBeLessThan(0.05);
  });
});

test("a pool of the size of the roadmap's waits as Erlang C says", () => {
  const { waited } = pairOf(
    (random) =>
      simulate(
        20,
        () => exponential(random, 1 / 16),
        () => exponential(random, 1),
        CUSTOMERS,
      ),
    SEED,
  );
  expect(off(waited, erlangC(20, 16))).toBeLessThan(0.05);
});

test("a peak that a worker cannot follow leaves jobs as old as the fluid limit says, within 5 %", () => {
  const { embeddingsPerUserDay, peakFactor, secondsPerEmbedding, peakHoursPerDay, callsPerWorker } =
    DEFAULT_CAPACITY_COEFFICIENTS;
  const tier = tierNamed("2k");
  const one = { ...tier, app: { ...tier.app, workerReplicasMin: 1, workerReplicasMax: 1 } };
  const due = capacityOf(one).parts.find(({ part }) => part.name === "queue age")?.act.mid ?? 0;
  const perSecond = (due * embeddingsPerUserDay.mid * peakFactor.mid) / 86_400;
  const ageAtTheEnd = (random: () => number): number => {
    const freeAt = new Float64Array(callsPerWorker.mid);
    let [now, age] = [0, 0];
    while (now < peakHoursPerDay.mid * 3_600) {
      now += exponential(random, 1 / perSecond);
      const first = firstFree(freeAt);
      const free = freeAt[first] ?? 0;
      age = Math.max(0, free - now);
      freeAt[first] = Math.max(now, free) + exponential(random, secondsPerEmbedding.mid);
    }
    return age;
  };
  const peaks = [SEED, SEED + 1].flatMap((seed) => bothWays(seed).map(ageAtTheEnd));
  expect(off(peaks.reduce((sum, age) => sum + age, 0) / peaks.length, 300)).toBeLessThan(0.05);
});

test("Erlang C by hand: one server waits with ρ, two with 2ρ² ÷ (1 + ρ)", () => {
  expect(erlangC(1, 0.4)).toBeCloseTo(0.4, 12);
  expect(erlangC(2, 1)).toBeCloseTo((2 * 0.5 ** 2) / 1.5, 12);
  expect(erlangC(3, 3)).toBe(1);
  expect(erlangC(2_000, 1_900)).toBeLessThan(0.05);
});

test("a waiting chance of 0.2 allows ρ .20, .37, .53, .65, .75, .82 and .85 with 1 to 50 servers", () => {
  const rho = (servers: number) => Number((offeredWithin(servers, 0.2) / servers).toFixed(2));
  expect([1, 2, 4, 8, 16, 32, 50].map(rho)).toEqual([0.2, 0.37, 0.53, 0.65, 0.75, 0.82, 0.85]);
});

test("the utilisation of a wait is the inverse of the wait of a utilisation", () => {
  for (const utilisation of [0.1, 0.5, 0.9])
    expect(utilisationOfWait(meanWaitMG1(utilisation, 6, 4), 6, 4)).toBeCloseTo(utilisation, 12);
  expect(meanWaitMG1(1, 6, 4)).toBe(Infinity);
});

test("the largest value within a limit is found, or the end of the range", () => {
  expect(largestWithin((value) => value ** 2, 2, 10)).toBeCloseTo(Math.SQRT2, 9);
  expect(largestWithin((value) => value, 20, 10)).toBe(10);
});
