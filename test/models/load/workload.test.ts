import { workloadOf, type Workload } from "../../../models/load/workload";
import {
  COEFFICIENT_NAMES,
  COEFFICIENTS,
  coefficientsFileSchema,
  DEFAULT_COEFFICIENTS,
  type Coefficients,
} from "../../../models/load/workload-coefficients";
import { fc } from "../../support/property";

/** Amounts that belong to the day, not to the users. */
const NOT_OF_USERS: readonly (keyof Workload)[] = ["peakHoursPerMonth"];

const amounts = (workload: Workload): [keyof Workload, number][] =>
  (Object.entries(workload) as [keyof Workload, number][]).filter(([name]) => !NOT_OF_USERS.includes(name));

const anyCoefficients: fc.Arbitrary<Coefficients> = fc.record(
  Object.fromEntries(
    COEFFICIENT_NAMES.map((name) => [
      name,
      fc.integer({ min: 0, max: 1_000 }).map((mille) => (mille / 1_000) * COEFFICIENTS[name].max),
    ]),
  ) as Record<keyof Coefficients, fc.Arbitrary<number>>,
);
const anyUsers = fc.integer({ min: 0, max: 1_000_000 });

describe("100 users are the roadmap's baseline", () => {
  const baseline = workloadOf(100);

  test.each([
    ["50 requests a minute on average", baseline.requestsPerMinute, 50],
    ["100 requests a minute at the peak", baseline.requestsPerMinutePeak, 100],
    ["10 database connections at the peak", baseline.postgresConnectionsPeak, 10],
    ["25 vector queries a minute", baseline.vectorQueriesPerMonth / (730 * 60), 25],
    ["30 daily active users", baseline.dailyActiveUsers, 30],
    ["10 users at the same time at the peak", baseline.concurrentUsersPeak, 10],
    ["4 of 5 requests only read", baseline.readsPerMonth / baseline.requestsPerMonth, 0.8],
  ])("%s", (_, amount, expected) => {
    expect(amount).toBeCloseTo(expected, 9);
  });
});

test("a month of 100 users, worked out by hand", () => {
  const days = 730 / 24;
  const workload = workloadOf(100);
  expect(workload.requestsPerMonth).toBeCloseTo(50 * 60 * 730, 6);
  expect(workload.sessionsPerMonth).toBeCloseTo(30 * 1.5 * days, 9);
  // 8 KiB an answer.
  expect(workload.apiOutGiB).toBeCloseTo((50 * 60 * 730 * 8) / 1024 ** 2, 9);
  // 400 KiB a session, and 2 MiB of media a day and active user, in pictures of 0.25 MiB.
  expect(workload.assetOutGiB).toBeCloseTo((30 * 1.5 * days * 400) / 1024 ** 2 + (30 * 2 * days) / 1024, 9);
  expect(workload.assetRequestsPerMonth).toBeCloseTo(30 * 1.5 * days * 12 + (30 * 2 * days) / 0.25, 9);
  expect(workload.assetOriginRequestsPerMonth).toBeCloseTo(workload.assetRequestsPerMonth / 10, 9);
  expect(workload.uploadGiB).toBeCloseTo((100 * 0.2 * days * 2) / 1024, 9);
  // 500 bytes a request.
  expect(workload.logGiB).toBeCloseTo((50 * 60 * 730 * 500) / 1024 ** 3, 9);
  expect(workload.postgresGiB).toBeCloseTo((100 * 20) / 1024, 9);
  expect(workload.qdrantGiBPerCopy).toBeCloseTo((100 * 3.81) / 1024, 9);
  // 6 ms of CPU a request: 100 a minute are 0.6 s of CPU in 60 s.
  expect(workload.appCoresPeak).toBeCloseTo(0.6 / 60, 12);
});

test("2,000 users store the 8 GB of vectors that the roadmap counts with", () => {
  // GB, not GiB.
  expect((workloadOf(2_000).qdrantGiBPerCopy * 1024 ** 3) / 1e9).toBeCloseTo(8, 1);
  // 430 vectors a user, 1.5 times 1,536 floats of 4 bytes.
  expect((workloadOf(2_000).vectors * 1.5 * 1_536 * 4) / 1e9).toBeCloseTo(8, 0);
});

test("nobody does nothing, whatever the coefficients are", () => {
  fc.assert(
    fc.property(anyCoefficients, (coefficients) => {
      expect(amounts(workloadOf(0, coefficients)).filter(([, amount]) => amount !== 0)).toEqual([]);
    }),
  );
});

test("twice the users are twice the load, in every amount", () => {
  fc.assert(
    fc.property(anyUsers, anyCoefficients, (users, coefficients) => {
      const once = workloadOf(users, coefficients);
      // Doubling a float is exact.
      for (const [name, amount] of amounts(workloadOf(2 * users, coefficients)))
        expect({ name, amount }).toEqual({ name, amount: 2 * once[name] });
    }),
  );
});

test("no amount is negative, infinite or not a number", () => {
  fc.assert(
    fc.property(anyUsers, anyCoefficients, (users, coefficients) => {
      for (const [name, amount] of Object.entries(workloadOf(users, coefficients)))
        expect({ name, fine: Number.isFinite(amount) && amount >= 0 }).toEqual({ name, fine: true });
    }),
  );
});

test("reads and writes are all requests, and the origin sees no more than the edge", () => {
  fc.assert(
    fc.property(anyUsers, anyCoefficients, (users, coefficients) => {
      const workload = workloadOf(users, coefficients);
      const { readsPerMonth, writesPerMonth, requestsPerMonth } = workload;
      expect(Math.abs(readsPerMonth + writesPerMonth - requestsPerMonth)).toBeLessThanOrEqual(
        1e-9 * requestsPerMonth,
      );
      expect(workload.assetOriginGiB).toBeLessThanOrEqual(workload.assetOutGiB);
      expect(workload.assetOriginRequestsPerMonth).toBeLessThanOrEqual(workload.assetRequestsPerMonth);
    }),
  );
});

describe("the table of coefficients", () => {
  test("gives every number a unit, a meaning, and a source or an assumption", () => {
    for (const name of COEFFICIENT_NAMES) {
      const { unit, description, source } = COEFFICIENTS[name];
      expect([name, unit, description].every((text) => text.length > 2)).toBe(true);
      expect(source).toMatch(/^(assumed|roadmap|\d)/);
    }
  });

  test("stands within its own limits", () => {
    expect(coefficientsFileSchema.parse(DEFAULT_COEFFICIENTS)).toEqual(DEFAULT_COEFFICIENTS);
  });

  test("has no coefficient without effect", () => {
    // What the ceiling multiplies is taken by the estimate, not by a workload.
    const withoutEffect = COEFFICIENT_NAMES.filter((name) => {
      const other = { ...DEFAULT_COEFFICIENTS, [name]: DEFAULT_COEFFICIENTS[name] / 2 };
      return JSON.stringify(workloadOf(100, other)) === JSON.stringify(workloadOf(100));
    });
    expect(withoutEffect).toEqual(["ceilingUsageFactor"]);
  });
});
