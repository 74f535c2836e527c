import { UnpricedError } from "../../../kinds/pricing/errors";
import { estimateCost } from "../../../models/cost/estimate";
import { constant, figuresOf } from "../../../kinds/pricing/figures";
import type { CostItem } from "../../../kinds/pricing/formula";
import type { PriceBook } from "../../../models/cost/prices/price-book";
import type { PricingTable } from "../../../models/cost/pricing-table";
import { costSchema } from "../../../models/cost/report";
import type { Manifest, ManifestResource } from "../../../models/manifest/manifest";
import { DEFAULT_COEFFICIENTS } from "../../../models/load/workload-coefficients";
import { tierNamed } from "../../../tiers";
import { fc } from "../../support/property";
import { manifestWith } from "../../support/manifest-with";
import { known } from "../../support/known";

const read = { source: "price page", asOf: "2026-11-01", confidence: "high" } as const;

const book: PriceBook = {
  schemaVersion: 1,
  region: "us-east-1",
  currency: "USD",
  hoursPerMonth: 730,
  asOf: "2026-11-01",
  prices: {
    "alb.hour": { usd: 0.0225, unit: "hour", ...read },
    "alb.lcu": { usd: 0.008, unit: "LCU-hour", ...read },
    credits: { usd: 0.05, unit: "vCPU-hour", ...read },
  },
};

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const subnet = "aws:ec2/subnet:Subnet";

const resource = (
  type: string,
  name: string,
  component: ManifestResource["component"] = "app",
): ManifestResource => ({
  urn: `urn:pulumi:dry-run::scaling-tiers::${type}::${name}`,
  type,
  name,
  component,
  parent: null,
  provider: null,
  dependsOn: [],
  inputs: {},
  protect: false,
  retainOnDelete: false,
});

const manifestOf = (...resources: ManifestResource[]): Manifest => manifestWith("500", resources);

const hours: CostItem = {
  item: "hours",
  priceKey: "alb.hour",
  quantity: constant(730),
  basis: "fixed",
  assumption: null,
};

const tableOf = (...items: CostItem[]): PricingTable => ({
  formulas: { [balancer]: () => items },
  free: { [subnet]: "AWS does not charge for subnets" },
});

const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof UnpricedError) return error.message;
    throw error;
  }
  throw new Error("Nothing was refused.");
};

const alb = resource(balancer, "app-alb");

test("a line is quantity times price, in each of the three figures", () => {
  const lcu: CostItem = {
    ...hours,
    item: "LCU hours",
    priceKey: "alb.lcu",
    quantity: { floor: 0, expected: 100, ceiling: 400 },
    basis: "usage",
    assumption: "one LCU carries 25 new connections a second",
  };
  const report = estimateCost(manifestOf(alb), book, {}, tableOf(hours, lcu));
  expect(report.lines).toEqual([
    {
      urn: alb.urn,
      component: "app",
      item: "hours",
      priceKey: "alb.hour",
      quantity: 730,
      unit: "hour",
      unitPriceUsd: 0.0225,
      monthlyUsd: 730 * 0.0225,
      floorMonthlyUsd: 730 * 0.0225,
      ceilingMonthlyUsd: 730 * 0.0225,
      basis: "fixed",
      assumption: null,
    },
    {
      urn: alb.urn,
      component: "app",
      item: "LCU hours",
      priceKey: "alb.lcu",
      quantity: 100,
      unit: "LCU-hour",
      unitPriceUsd: 0.008,
      monthlyUsd: 100 * 0.008,
      floorMonthlyUsd: 0,
      ceilingMonthlyUsd: 400 * 0.008,
      basis: "usage",
      assumption: "one LCU carries 25 new connections a second",
    },
  ]);
  // 730 × 0.0225 = 16.425
  expect(report.floorMonthlyUsd).toBeCloseTo(16.425, 9);
  expect(report.expectedMonthlyUsd).toBeCloseTo(16.425 + 0.8, 9);
  expect(report.ceilingMonthlyUsd).toBeCloseTo(16.425 + 3.2, 9);
  expect(report.usdPerUser).toBeCloseTo((16.425 + 0.8) / 500, 9);
  expect(report.budgetMonthlyUsd).toBe(tierNamed("500").monthlyBudgetUsd);
  expect(costSchema.parse(report)).toEqual(report);
});

test("a free resource is listed with its reason, a component resource not at all", () => {
  const report = estimateCost(
    manifestOf(alb, resource(subnet, "a"), resource("scaling-tiers:network:Network", "network", null)),
    book,
    {},
    tableOf(hours),
  );
  expect(report.free).toEqual([
    { urn: resource(subnet, "a").urn, reason: "AWS does not charge for subnets" },
  ]);
  expect(report.lines.map(({ urn }) => urn)).toEqual([alb.urn]);
  expect(report.unpriced).toEqual([]);
});

test("what only happens is named outside the figures", () => {
  const credits: CostItem = { ...hours, item: "credits", priceKey: "credits", outsideFigures: true };
  const report = estimateCost(manifestOf(alb), book, {}, tableOf(hours, credits));
  expect(report.outside.map(({ item, monthlyUsd }) => ({ item, monthlyUsd }))).toEqual([
    { item: "credits", monthlyUsd: 730 * 0.05 },
  ]);
  expect(report.ceilingMonthlyUsd).toBe(730 * 0.0225);
});

test("the loads a formula reads are none, the expected, and that times the ceiling's factor", () => {
  const perUser: PricingTable = {
    formulas: {
      [balancer]: (_, { workload, tier }) => [
        { ...hours, quantity: figuresOf(workload, ({ users }) => users), item: tier.name },
      ],
    },
    free: {},
  };
  const coefficients = { ...DEFAULT_COEFFICIENTS, ceilingUsageFactor: 3 };
  const usdOf = (options: Parameters<typeof estimateCost>[2]) => {
    const { floorMonthlyUsd, expectedMonthlyUsd, ceilingMonthlyUsd, users } = estimateCost(
      manifestOf(alb),
      book,
      options,
      perUser,
    );
    return [
      users,
      ...[floorMonthlyUsd, expectedMonthlyUsd, ceilingMonthlyUsd].map((usd) =>
        Math.round(known(usd) / 0.0225),
      ),
    ];
  };
  expect(usdOf({})).toEqual([500, 0, 500, 1_000]);
  expect(usdOf({ users: 40, coefficients })).toEqual([40, 0, 40, 120]);
  expect(estimateCost(manifestOf(alb), book, { users: 0 }, perUser).usdPerUser).toBeNull();
});

test("lines sum to their components, and these to the totals", () => {
  const quantity = fc.integer({ min: 0, max: 10_000 });
  const component = fc.constantFrom("app" as const, "postgres" as const, "cdn" as const);
  fc.assert(
    fc.property(fc.array(fc.tuple(component, quantity, quantity, quantity)), (rows) => {
      const table: PricingTable = {
        formulas: {
          [balancer]: ({ name }) => {
            const [, floor, expected, ceiling] = rows[Number(name)] ?? ["app", 0, 0, 0];
            return [{ ...hours, quantity: { floor, expected, ceiling } }];
          },
        },
        free: {},
      };
      const resources = rows.map(([line], index) => resource(balancer, String(index), line));
      const report = estimateCost(manifestOf(...resources), book, {}, table);
      const sum = (amounts: number[]) => amounts.reduce((total, each) => total + each, 0);
      const kinds = ["floorMonthlyUsd", "expectedMonthlyUsd", "ceilingMonthlyUsd"] as const;
      for (const kind of kinds) {
        const ofLine = kind === "expectedMonthlyUsd" ? "monthlyUsd" : kind;
        expect(sum(report.components.map((each) => known(each[kind])))).toBeCloseTo(known(report[kind]), 6);
        for (const each of report.components)
          expect(
            sum(report.lines.filter((line) => line.component === each.component).map((line) => line[ofLine])),
          ).toBeCloseTo(known(each[kind]), 6);
      }
    }),
  );
});

describe("a charge without a price", () => {
  const other = resource(balancer, "other", "postgres");
  const estimate = (item: Partial<CostItem>) =>
    estimateCost(
      manifestOf(alb, other),
      book,
      {},
      {
        formulas: {
          [balancer]: ({ name }) => [name === "other" ? hours : { ...hours, priceKey: "alb.day", ...item }],
        },
        free: {},
      },
    );
  const NONE = { floorMonthlyUsd: null, expectedMonthlyUsd: null, ceilingMonthlyUsd: null };

  test("is named, and takes the totals that it belongs to away, and no other", () => {
    const report = estimate({});
    expect(report).toMatchObject({ ...NONE, usdPerUser: null });
    expect(report.unpriced).toEqual([
      { urn: alb.urn, component: "app", item: "hours", priceKey: "alb.day", outsideFigures: false },
    ]);
    const of = (name: string) => report.components.find(({ component }) => component === name);
    expect(of("app")).toMatchObject(NONE);
    expect(of("postgres")?.expectedMonthlyUsd).toBeGreaterThan(0);
    expect(of("cdn")?.expectedMonthlyUsd).toBe(0);
    expect(report.lines.map(({ urn }) => urn)).toEqual([other.urn]);
  });

  test("that is in no total takes none away", () => {
    const report = estimate({ outsideFigures: true });
    expect(report.expectedMonthlyUsd).toBeGreaterThan(0);
    expect(report.unpriced).toMatchObject([{ priceKey: "alb.day", outsideFigures: true }]);
  });

  test("of which there is nothing costs nothing at any price", () => {
    const report = estimate({ quantity: constant(0) });
    expect(report.expectedMonthlyUsd).toBeGreaterThan(0);
    expect(report.unpriced).toEqual([]);
  });
});

describe("nothing is shown at all when", () => {
  test("a type is unknown or a resource belongs to no cost line: all of them are named", () => {
    expect(
      refusal(() =>
        estimateCost(
          manifestOf(alb, resource("aws:dax/cluster:Cluster", "dax"), resource(balancer, "stray", null)),
          book,
          {},
          tableOf(hours),
        ),
      ),
    ).toBe(
      [
        "The cost model cannot price everything this tier builds:",
        "  dax: aws:dax/cluster:Cluster is neither priced nor on the free list",
        `  stray: ${balancer} belongs to no cost line`,
        "Add a formula, or the reason why it is free, in kinds/dax/cluster.ts.",
      ].join("\n"),
    );
  });

  test.each([
    ["a negative quantity", { floor: 0, expected: -1, ceiling: 0 }, "-1"],
    ["a quantity that is no number", { floor: NaN, expected: 1, ceiling: 1 }, "NaN"],
    ["an endless quantity", { floor: 0, expected: 1, ceiling: Infinity }, "Infinity"],
  ])("%s comes out of a formula", (_, quantity, shown) => {
    expect(refusal(() => estimateCost(manifestOf(alb), book, {}, tableOf({ ...hours, quantity })))).toBe(
      `app-alb (hours) has the quantity ${shown} of alb.hour.`,
    );
  });
});

test("a resource outside every component says what to do", () => {
  const stray = { ...alb, component: null };
  expect(refusal(() => estimateCost(manifestOf(stray), book, {}, tableOf(hours)))).toBe(
    [
      "The cost model cannot price everything this tier builds:",
      `  ${stray.name}: ${stray.type} belongs to no cost line`,
      "Make it part of a component, which names its cost line.",
    ].join("\n"),
  );
});
