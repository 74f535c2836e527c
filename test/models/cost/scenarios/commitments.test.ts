import * as fc from "fast-check";
import {
  breakEvenMonth,
  commitmentOf,
  commitmentSchema,
} from "../../../../models/cost/scenarios/commitments";
import { exampleCost } from "../../../support/cost-example";
import { known } from "../../../support/known";

describe("what is committed", () => {
  const { report } = exampleCost("500");
  const scenario = commitmentOf(report, "1y");
  const of = (service: string) => scenario.services.find((each) => each.service === service);

  test("is the nodes, databases and caches that run at the floor", () => {
    // 2 nodes of 3 expected: 1460 h × $0.07; one database: 730 h × $0.03; two cache nodes: 1460 h × $0.02.
    expect(of("computeSavingsPlan")?.onDemandMonthlyUsd).toBeCloseTo(1460 * 0.07, 9);
    expect(of("rdsReserved")?.onDemandMonthlyUsd).toBeCloseTo(730 * 0.03, 9);
    expect(of("elastiCacheReserved")?.onDemandMonthlyUsd).toBeCloseTo(1460 * 0.02, 9);
  });

  test("costs its discount less, and the rest of the tier what it did", () => {
    const saving = 1460 * 0.07 * 0.27 + 730 * 0.03 * 0.33 + 1460 * 0.02 * 0.3;
    expect(scenario.savingMonthlyUsd).toBeCloseTo(saving, 9);
    expect(scenario.committedMonthlyUsd).toBeCloseTo(known(report.expectedMonthlyUsd) - saving, 9);
  });

  test.each(["1y", "3y"] as const)("has a date and a source for %s, and says what is assumed", (term) => {
    const { services } = commitmentOf(report, term);
    expect(services.map(({ service }) => service)).toEqual([
      "computeSavingsPlan",
      "rdsReserved",
      "elastiCacheReserved",
    ]);
    for (const { source, isAssumed } of services) {
      expect(source).toContain("https://");
      expect(source.startsWith("assumed: ")).toBe(isAssumed);
    }
    expect(commitmentSchema.safeParse(commitmentOf(report, term)).error).toBeUndefined();
  });
});

describe("the month in which a commitment breaks even", () => {
  test.each([
    [12, 0.25, 9], // 12 × 0.75 = 9 monthly prices are owed
    [12, 0.27, 9], // 8.76
    [36, 0.5, 18],
  ])("of %i months at %f less is month %i", (months, fraction, month) => {
    expect(breakEvenMonth(months, fraction)).toBe(month);
  });

  test("is the first in which on demand has cost as much as the whole term", () => {
    fc.assert(
      fc.property(fc.constantFrom(12, 36), fc.integer({ min: 1, max: 99 }), (months, percent) => {
        const owed = (months * (100 - percent)) / 100;
        const month = breakEvenMonth(months, percent / 100);
        expect(month).toBeGreaterThanOrEqual(owed - 1e-6);
        expect(month - 1).toBeLessThan(owed);
      }),
    );
  });
});
