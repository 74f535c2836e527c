import type { Bill, BillRow } from "../../../../models/cost/bill/bill";
import { reconcile } from "../../../../models/cost/bill/reconcile";
import { reconciliationSchema } from "../../../../models/cost/bill/reconciliation";
import type { CostLine, CostReport } from "../../../../models/cost/report";
import { workloadOf } from "../../../../models/load/workload";
import { DEFAULT_COEFFICIENTS, type Coefficients } from "../../../../models/load/workload-coefficients";
import { COST_COMPONENTS, type CostComponent } from "../../../../tiers";
import { fc } from "../../../support/property";
import { CHARGED } from "../charged";

const DAYS_PER_MONTH = 730 / 24;

const line = (priceKey: string, monthlyUsd: number, changes: Partial<CostLine> = {}): CostLine => ({
  urn: `urn:pulumi:dry-run::scaling-tiers::${priceKey}`,
  component: "app",
  item: priceKey,
  priceKey,
  quantity: 730,
  unit: "hour",
  unitPriceUsd: monthlyUsd / 730,
  monthlyUsd,
  floorMonthlyUsd: monthlyUsd,
  ceilingMonthlyUsd: monthlyUsd,
  basis: "fixed",
  assumption: null,
  ...changes,
});

function reportOf(lines: CostLine[]): CostReport {
  const total = (of: readonly CostLine[], kind: "monthlyUsd" | "floorMonthlyUsd" | "ceilingMonthlyUsd") =>
    of.reduce((sum, each) => sum + each[kind], 0);
  const three = (of: readonly CostLine[]) => ({
    floorMonthlyUsd: total(of, "floorMonthlyUsd"),
    expectedMonthlyUsd: total(of, "monthlyUsd"),
    ceilingMonthlyUsd: total(of, "ceilingMonthlyUsd"),
  });
  return {
    schemaVersion: 1,
    tier: "500",
    region: "us-east-1",
    users: 500,
    priceBook: { asOf: "2026-11-01" },
    budgetMonthlyUsd: 500,
    ...three(lines),
    usdPerUser: total(lines, "monthlyUsd") / 500,
    components: COST_COMPONENTS.map((component) => ({
      component,
      budgetMonthlyUsd: 60,
      ...three(lines.filter((each) => each.component === component)),
    })),
    lines,
    outside: [],
    free: [],
    unpriced: [],
  };
}

const row = (usageType: string | null, usd: number, changes: Partial<BillRow> = {}): BillRow => ({
  tag: "app",
  component: "app",
  service: null,
  usageType,
  usd,
  quantity: null,
  ...changes,
});

const untagged = { tag: "", component: null } as const;

const billOf = (rows: BillRow[], days = DAYS_PER_MONTH): Bill => ({
  start: "2026-10-01",
  end: "2026-11-01",
  days,
  metric: "UnblendedCost",
  estimated: false,
  rows,
});

const chargesOf = (bill: Bill, report: CostReport) =>
  reconcile(bill, report).components.flatMap(({ charges }) => charges);

const anyComponent = fc.constantFrom<CostComponent>(...COST_COMPONENTS);
const anyCharges = fc.array(
  fc.record({
    charged: fc.constantFrom(...CHARGED),
    component: anyComponent,
    usd: fc.integer({ min: 0, max: 1_000_000 }).map((cents) => cents / 100),
  }),
);

test("a bill equal to the estimate has no gaps, however many days it covers", () => {
  fc.assert(
    fc.property(anyCharges, fc.integer({ min: 1, max: 62 }), (charges, days) => {
      const report = reportOf(
        charges.map(({ charged: [, priceKey], component, usd }) => line(priceKey, usd, { component })),
      );
      const rows = charges.map(({ charged: [usageType], component, usd }) =>
        row(usageType, (usd * days) / DAYS_PER_MONTH, { component, tag: component }),
      );
      const result = reconcile(billOf(rows, days), report);
      expect(result.gapMonthlyUsd).toBeCloseTo(0, 6);
      expect(result.untagged).toEqual([]);
      for (const { gapMonthlyUsd, withinLimits, charges: own } of result.components) {
        expect(gapMonthlyUsd).toBeCloseTo(0, 6);
        expect(withinLimits).toBe(true);
        expect(own.filter(({ status }) => status !== "agrees")).toEqual([]);
      }
    }),
  );
});

test("charges and what is untagged sum to their cost lines, and these to the bill", () => {
  const anyRows = fc.array(
    fc.record({
      usageType: fc.constantFrom(...CHARGED.map(([usageType]) => usageType), "USE1-Unknown"),
      component: fc.option(anyComponent),
      usd: fc.integer({ min: 1, max: 100_000 }),
    }),
  );
  fc.assert(
    fc.property(anyCharges, anyRows, (charges, rows) => {
      const report = reportOf(
        charges.map(({ charged: [, priceKey], component, usd }) => line(priceKey, usd, { component })),
      );
      const bill = billOf(
        rows.map(({ usageType, component, usd }) => row(usageType, usd, { component, tag: component ?? "" })),
      );
      const result = reconcile(bill, report);
      const sum = (amounts: number[]) => amounts.reduce((total, each) => total + each, 0);
      for (const { charges: own, billedMonthlyUsd, expectedMonthlyUsd } of result.components.filter(
        (each) => each.charges.length > 0,
      )) {
        expect(sum(own.map((each) => each.billedMonthlyUsd))).toBeCloseTo(billedMonthlyUsd, 5);
        expect(sum(own.map((each) => each.expectedMonthlyUsd))).toBeCloseTo(expectedMonthlyUsd, 5);
      }
      expect(
        sum(result.components.map((each) => each.billedMonthlyUsd)) +
          sum(result.untagged.map((each) => each.billedMonthlyUsd)),
      ).toBeCloseTo(result.billedMonthlyUsd, 5);
      expect(reconciliationSchema.parse(result)).toEqual(result);
    }),
  );
});

test("half a month is scaled to a month of 730 hours", () => {
  const [charge] = chargesOf(
    billOf([row("USE1-LoadBalancerUsage", 9)], 15),
    reportOf([line("alb.hour", 16.43)]),
  );
  expect(charge?.billedMonthlyUsd).toBeCloseTo((9 / 15) * (730 / 24), 9);
});

describe("a gap is explained", () => {
  const node = line("ec2.t4g.large", 100, {
    quantity: 1_000,
    floorMonthlyUsd: 80,
    ceilingMonthlyUsd: 150,
    basis: "autoscale",
  });
  const explained = (rows: BillRow[], lines: CostLine[] = [node]) =>
    chargesOf(billOf(rows), reportOf(lines)).map(({ charge, status, explanation }) => [
      charge,
      status,
      explanation,
    ]);

  test("by quantity, within the limits of autoscaling", () => {
    expect(explained([row("BoxUsage:t4g.large", 120, { quantity: 1_200 })])).toEqual([
      [
        "EC2 instances t4g.large",
        "differs",
        "1,200 instead of 1,000 hours; within the limits of autoscaling: the load is not the one the estimate counts with",
      ],
    ]);
  });

  test("by price, below the floor", () => {
    expect(explained([row("BoxUsage:t4g.large", 70, { quantity: 1_000 })])).toEqual([
      ["EC2 instances t4g.large", "differs", "0.07 instead of 0.1 USD each; below the estimate's floor"],
    ]);
  });

  test("above the ceiling, where the bill tells no quantity", () => {
    expect(explained([row("BoxUsage:t4g.large", 160)])).toEqual([
      ["EC2 instances t4g.large", "differs", "above the estimate's ceiling"],
    ]);
  });

  test("by what the estimate does not know", () => {
    expect(explained([row("BoxUsage:t4g.large", 100), row("USE1-Kinesis-Shards", 11)])).toEqual([
      [
        "USE1-Kinesis-Shards",
        "not estimated",
        "the estimate knows no such thing in this cost line: was it made by hand?",
      ],
      ["EC2 instances t4g.large", "agrees", null],
    ]);
  });

  test("by extended support, for which the estimate has no line", () => {
    expect(explained([row("USE1-AmazonEKS-Hours:extendedSupport", 365)], [])).toEqual([
      [
        "EKS, extended support",
        "not estimated",
        "the version is past its standard support: upgrade it, the surcharge ends with it",
      ],
    ]);
  });

  test("by what is estimated and not billed, and where it is billed without a tag", () => {
    const lines = [line("cloudwatch.alarm.standard", 4), line("alb.hour", 16.43)];
    expect(explained([row("USE1-CW:AlarmMonitorUsage", 4, untagged)], lines)).toEqual([
      ["load balancer", "not billed", "not there, within a free allowance, or billed without the tag"],
      ["CloudWatch alarms", "not billed", "billed without the tag; 4 USD of the same stand without a tag"],
    ]);
  });

  test("another size is another charge, on both sides", () => {
    expect(explained([row("BoxUsage:m7g.large", 119)]).map(([charge, status]) => [charge, status])).toEqual([
      ["EC2 instances m7g.large", "not estimated"],
      ["EC2 instances t4g.large", "not billed"],
    ]);
  });

  test("a fixed thing that was there half of the time is below, not within limits", () => {
    expect(explained([row("USE1-LoadBalancerUsage", 8)], [line("alb.hour", 16.43)])).toEqual([
      [
        "load balancer",
        "differs",
        "it runs all month in the estimate: it was not there all the time, or is discounted",
      ],
    ]);
  });
});

test("a few cents and the length of the month are no gap", () => {
  const report = reportOf([line("alb.hour", 16.43), line("kms.key", 1)]);
  const rows = [row("USE1-LoadBalancerUsage", 16.74), row("us-east-1-KMS-Keys", 1.4)];
  expect(chargesOf(billOf(rows), report).map(({ status }) => status)).toEqual(["agrees", "agrees"]);
});

test("what carries no cost line is listed with the reason", () => {
  const result = reconcile(
    billOf([
      row("USE1-CW:AlarmMonitorUsage", 2, untagged),
      row("USE1-Kinesis-Shards", 11, untagged),
      row("Tax", 3, untagged),
      row("BoxUsage:t4g.large", 5, { tag: "other-app", component: null }),
      row("BoxUsage:t4g.large", 0, untagged),
    ]),
    reportOf([line("cloudwatch.alarm.standard", 2, { component: "operations" })]),
  );
  expect(result.untagged.map(({ tag, charge, explanation }) => [tag, charge, explanation])).toEqual([
    [
      "",
      "CloudWatch alarms",
      "the estimate counts this in operations: billed before the tag was active, or AWS tags it not",
    ],
    [
      "",
      "USE1-Kinesis-Shards",
      "nothing of this kind is in the estimate: not of this stack, or made by hand",
    ],
    ["", "Tax", "tax is not part of the estimate"],
    [
      "other-app",
      "EC2 instances t4g.large",
      'the tag cost-component says "other-app", which is no cost line of this program',
    ],
  ]);
});

test("a bill by service is compared by service", () => {
  const lines = [line("natGateway.hour", 33), line("ebs.gp3.storage", 7), line("ec2.t4g.large", 100)];
  const services = [
    row(null, 40, { service: "EC2 - Other" }),
    row(null, 100, { service: "Amazon Elastic Compute Cloud - Compute" }),
  ];
  const result = reconcile(billOf(services), reportOf(lines));
  expect(result.bill.detail).toBe("service");
  expect(
    result.components.flatMap(({ charges }) => charges).map(({ charge, status }) => [charge, status]),
  ).toEqual([
    ["Amazon Elastic Compute Cloud - Compute", "agrees"],
    ["EC2 - Other", "agrees"],
  ]);
});

test("a bill by the tag alone is compared by cost line only", () => {
  const result = reconcile(billOf([row(null, 40)]), reportOf([line("alb.hour", 16.43)]));
  expect(result.bill.detail).toBe("none");
  const app = result.components.find(({ component }) => component === "app");
  expect(app).toMatchObject({ billedMonthlyUsd: 40, withinLimits: false, charges: [] });
});

describe("coefficients", () => {
  /** Rows of a month in which users did what these coefficients say. */
  const usage = (c: Coefficients): BillRow[] => {
    const workload = workloadOf(500, c);
    return [
      row("US-Requests-Tier2-HTTPS", 0, { component: "cdn", quantity: workload.assetRequestsPerMonth }),
      row("US-Requests-HTTPS-Proxy", 0, { component: "cdn", quantity: workload.requestsPerMonth }),
      row("US-DataTransfer-Out-Bytes", 0, {
        component: "cdn",
        quantity: workload.apiOutGiB + workload.assetOutGiB,
      }),
      row("USE1-Requests-Tier2", 0, { component: "cdn", quantity: workload.assetOriginRequestsPerMonth }),
      row("USE1-NatGateway-Bytes", 0, { component: "network", quantity: workload.thirdPartyGiB }),
      row("USE1-DataProcessing-Bytes", 0, { quantity: workload.logGiB }),
    ];
  };
  const proposed = (rows: BillRow[], days?: number) => reconcile(billOf(rows, days), reportOf([])).proposals;

  test("are not proposed where usage is as predicted", () => {
    expect(proposed(usage(DEFAULT_COEFFICIENTS))).toEqual([]);
  });

  test("are found again from the usage they caused, and nothing else is proposed", () => {
    const between = (min: number, max: number) => fc.integer({ min, max }).map((mille) => mille / 1_000);
    fc.assert(
      fc.property(
        fc.record({
          requestsPerUserMinute: between(200, 2_000),
          responseKiB: between(4_000, 40_000),
          edgeCacheHitShare: between(300, 990),
          thirdPartyKiBPerRequest: between(200, 20_000),
          logBytesPerRequest: between(100_000, 2_000_000),
        }),
        (actual) => {
          const proposals = proposed(usage({ ...DEFAULT_COEFFICIENTS, ...actual }));
          const values = { ...DEFAULT_COEFFICIENTS } as Record<string, number>;
          for (const each of proposals) values[each.coefficient] = each.proposed;
          // Differences below 5 % are left alone, and each proposal builds on the ones before it.
          for (const [name, value] of Object.entries(actual).filter(([key]) => key !== "edgeCacheHitShare"))
            expect(Math.abs((values[name] ?? 0) / value - 1)).toBeLessThan(0.15);
          expect(
            Math.abs(1 - (1 - (values["edgeCacheHitShare"] ?? 0)) / (1 - actual.edgeCacheHitShare)),
          ).toBeLessThan(0.15);
        },
      ),
    );
  });

  test("say what was billed and what was predicted, and change nothing in the estimate", () => {
    const { proposals, expectedMonthlyUsd } = reconcile(
      billOf(usage({ ...DEFAULT_COEFFICIENTS, requestsPerUserMinute: 1, responseKiB: 4 })),
      reportOf([line("alb.hour", 16.43)]),
    );
    expect(expectedMonthlyUsd).toBe(16.43);
    expect(proposals[0]).toEqual({
      coefficient: "requestsPerUserMinute",
      value: 0.5,
      proposed: 1,
      unit: "API requests a minute and user, average of a month",
      // 500 users: 500 × 730 × 60 = 21,900,000 API requests; 82,125 files and 36,500 pictures.
      reason: "22,018,625 requests to CloudFront billed, 11,068,625 predicted",
    });
    expect(proposals[1]).toMatchObject({ coefficient: "responseKiB", proposed: 4 });
  });

  test("are worked out from the days the bill covers", () => {
    const half = usage({ ...DEFAULT_COEFFICIENTS, requestsPerUserMinute: 1 }).map((each) => ({
      ...each,
      quantity: (each.quantity ?? 0) / 2,
    }));
    expect(proposed(half, DAYS_PER_MONTH / 2)[0]).toMatchObject({
      coefficient: "requestsPerUserMinute",
      proposed: 1,
    });
  });

  test("are not proposed when no value within limits explains the usage, nor without quantities", () => {
    expect(proposed([row("US-Requests-HTTPS-Proxy", 0, { component: "cdn", quantity: 1 })])).toEqual([]);
    expect(proposed([row("US-Requests-HTTPS-Proxy", 9, { component: "cdn" })])).toEqual([]);
  });
});
