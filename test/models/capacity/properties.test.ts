import { capacityOf, capacityOfSizes, type Capacity } from "../../../models/capacity/capacity";
import {
  CAPACITY_COEFFICIENT_NAMES,
  DEFAULT_CAPACITY_COEFFICIENTS,
  describeCoefficient,
  type CapacityCoefficientName,
  type CapacityCoefficients,
} from "../../../models/capacity/coefficients";
import { sizesOf, type CapacitySizes } from "../../../models/capacity/sizes";
import { tiers } from "../../../tiers";
import { fc } from "../../support/property";

/** Of them more is less load, or better. */
const RELIEF: readonly CapacityCoefficientName[] = [
  "replayMiBPerSecond",
  "cacheHitShare",
  "callsPerWorker",
  "cacheSkew",
  "accountVcpus",
  // What is read is not written, and hours of a peak give a queue the time to fill.
  "readShare",
];

/** More of it is more load for some parts and less for others. */
const EITHER_WAY: readonly CapacityCoefficientName[] = ["peakFactor"];

const LOAD = CAPACITY_COEFFICIENT_NAMES.filter(
  (name) => !RELIEF.includes(name) && !EITHER_WAY.includes(name),
);

const tier = fc.constantFrom(...tiers);

/** Intervals from a fifth to five times the table's, in order and within the bounds. */
const coefficients: fc.Arbitrary<CapacityCoefficients> = fc
  .array(fc.tuple(fc.double({ min: 0.2, max: 5, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: CAPACITY_COEFFICIENT_NAMES.length,
    maxLength: CAPACITY_COEFFICIENT_NAMES.length,
  })
  .map(
    (factors) =>
      Object.fromEntries(
        CAPACITY_COEFFICIENT_NAMES.map((name, index) => {
          const [factor, width] = factors[index] ?? [1, 0];
          const { max } = describeCoefficient(name);
          const mid = Math.min(DEFAULT_CAPACITY_COEFFICIENTS[name].mid * factor, max);
          return [name, { low: mid * (1 - width), mid, high: Math.min(mid * (1 + width), max) }];
        }),
      ) as CapacityCoefficients,
  );

const usersBy = ({ parts }: Capacity) => new Map(parts.map((each) => [each.part.name, each] as const));

function expectNoMore(less: Capacity, more: Capacity): void {
  const reference = usersBy(more);
  for (const { part, act, break: broken } of less.parts) {
    const other = reference.get(part.name);
    if (other === undefined) continue;
    expect(act.mid).toBeLessThanOrEqual(other.act.mid);
    expect(broken.mid).toBeLessThanOrEqual(other.break.mid);
  }
  expect(less.users).toBeLessThanOrEqual(more.users);
}

test("more load never carries more users, in any part", () => {
  fc.assert(
    fc.property(
      tier,
      coefficients,
      fc.constantFrom(...LOAD),
      fc.double({ min: 1, max: 10, noNaN: true }),
      (spec, base, name, factor) => {
        const { max } = describeCoefficient(name);
        const { low, mid, high } = base[name];
        const more = {
          low: Math.min(low * factor, max),
          mid: Math.min(mid * factor, max),
          high: Math.min(high * factor, max),
        };
        expectNoMore(
          capacityOf(spec, { coefficients: { ...base, [name]: more } }),
          capacityOf(spec, { coefficients: base }),
        );
      },
    ),
    { numRuns: 60 },
  );
});

/** Each makes one size of a platform larger; shares of a pool per pod are none, as more pods divide it. */
const LARGER: readonly ((sizes: CapacitySizes, by: number) => CapacitySizes)[] = [
  (s, by) => ({ ...s, pool: { ...s.pool, groups: s.pool.groups + by } }),
  (s, by) => ({ ...s, pool: { ...s.pool, connectionsPerGroup: s.pool.connectionsPerGroup + by } }),
  (s, by) => ({ ...s, clientSlots: s.clientSlots + by }),
  (s, by) => ({
    ...s,
    postgres: {
      ...s.postgres,
      primaries: { ...s.postgres.primaries, servers: s.postgres.primaries.servers + by },
    },
  }),
  (s, by) => ({ ...s, postgres: { ...s.postgres, memoryGiB: s.postgres.memoryGiB + by } }),
  (s, by) => ({ ...s, postgres: { ...s.postgres, storageGiB: s.postgres.storageGiB + by } }),
  (s, by) => ({ ...s, postgres: { ...s.postgres, iops: s.postgres.iops + by } }),
  (s, by) => ({ ...s, qdrant: { ...s.qdrant, memoryMiB: s.qdrant.memoryMiB + by } }),
  (s, by) => ({
    ...s,
    qdrant: { ...s.qdrant, peers: { ...s.qdrant.peers, machines: s.qdrant.peers.machines + by } },
  }),
  (s, by) => ({ ...s, valkey: { ...s.valkey, mainMiB: s.valkey.mainMiB + by } }),
  (s, by) => ({ ...s, web: { ...s.web, pods: s.web.pods + by } }),
  (s, by) => ({ ...s, workers: { pods: s.workers.pods === 0 ? 0 : s.workers.pods + by } }),
  (s, by) => ({ ...s, egress: { ...s.egress, paths: s.egress.paths + by } }),
];

test("a larger size never carries fewer users", () => {
  fc.assert(
    fc.property(
      tier,
      coefficients,
      fc.constantFrom(...LARGER),
      fc.integer({ min: 1, max: 40 }),
      (spec, given, larger, by) => {
        const sizes = sizesOf(spec);
        expectNoMore(capacityOfSizes(sizes, given), capacityOfSizes(larger(sizes, by), given));
      },
    ),
    { numRuns: 60 },
  );
});

test("the interval contains the middle, acting comes before breaking, and the named part is the minimum", () => {
  fc.assert(
    fc.property(tier, coefficients, (spec, given) => {
      const { users, limitedBy, actBy, parts } = capacityOf(spec, { coefficients: given });
      for (const { act, break: broken } of parts) {
        for (const { low, mid, high } of [act, broken]) {
          expect(low).toBeLessThanOrEqual(mid);
          expect(mid).toBeLessThanOrEqual(high);
        }
        expect(act.mid).toBeLessThanOrEqual(broken.mid);
      }
      const hard = parts.filter(({ part }) => part.kind === "hard");
      expect(users).toBe(Math.min(...hard.map((each) => each.break.mid)));
      expect(actBy).toBe(Math.min(...hard.map((each) => each.act.mid)));
      expect(hard.find(({ part }) => part.name === limitedBy)?.break.mid).toBe(users);
    }),
    { numRuns: 60 },
  );
});

test("the same question has the same answer, whatever was asked in between", () => {
  fc.assert(
    fc.property(tier, coefficients, tier, (spec, given, other) => {
      const first = JSON.stringify(capacityOf(spec, { coefficients: given }));
      capacityOf(other, { coefficients: given });
      expect(JSON.stringify(capacityOf(spec, { coefficients: given }))).toBe(first);
    }),
    { numRuns: 30 },
  );
});

test("one coefficient of nothing never breaks the model", () => {
  for (const spec of tiers)
    for (const name of CAPACITY_COEFFICIENT_NAMES) {
      const without = { ...DEFAULT_CAPACITY_COEFFICIENTS, [name]: { low: 0, mid: 0, high: 0 } };
      const capacity = capacityOf(spec, { coefficients: without });
      for (const { act, break: broken } of capacity.parts)
        for (const figure of [...Object.values(act), ...Object.values(broken)])
          expect(Number.isNaN(figure)).toBe(false);
    }
});
