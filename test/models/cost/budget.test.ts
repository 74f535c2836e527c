import { recordedManifest } from "../../../cli/record/recorded-manifest";
import { estimateCost } from "../../../models/cost/estimate";
import { pricesOf } from "../../../models/cost/prices/price-books";
import type { CostReport } from "../../../models/cost/report";
import { TIER_NAMES, type TierName } from "../../../tiers";
import { known } from "../../support/known";

/** What rounding of floating-point sums leaves, USD. */
const CENT = 0.01;

const reports = new Map<TierName, CostReport>();
beforeAll(async () => {
  for (const name of TIER_NAMES) reports.set(name, await report(name));
});

async function report(name: TierName, config: Record<string, string> = {}): Promise<CostReport> {
  const manifest = await recordedManifest(name, config);
  return estimateCost(manifest, pricesOf(manifest.region));
}

function reportOf(name: TierName): CostReport {
  const found = reports.get(name);
  if (found === undefined) throw new Error(`Tier ${name} was not estimated.`);
  return found;
}

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

/**
 * Share of the budget that is expected to be spent. At 100 users the ceiling is $3 above it, so the ceiling decides: dashboard and
 * canary are the last $5 of it.
 */
const shareMax = (tier: TierName): number => (tier === "100" ? 1 : 0.95);

/** Every promise about money that a tier breaks, each by name; nothing when it keeps them all. */
function broken({ tier, budgetMonthlyUsd: budget, components, ...totals }: CostReport): string[] {
  const floor = known(totals.floorMonthlyUsd);
  const expected = known(totals.expectedMonthlyUsd);
  const ceiling = known(totals.ceilingMonthlyUsd);
  const rules: readonly (readonly [boolean, string])[] = [
    [floor <= expected + CENT, `floor ${dollars(floor)} is above expected ${dollars(expected)}`],
    [expected <= ceiling + CENT, `expected ${dollars(expected)} is above the ceiling ${dollars(ceiling)}`],
    [ceiling <= budget + CENT, `ceiling ${dollars(ceiling)} is above the budget ${dollars(budget)}`],
    [
      expected <= shareMax(tier) * budget,
      `expected ${dollars(expected)} is above ${shareMax(tier) * 100} % of ${dollars(budget)}`,
    ],
    [expected >= 0.7 * budget, `expected ${dollars(expected)} is below 70 % of ${dollars(budget)}`],
    ...components.map(
      ({ component, ceilingMonthlyUsd, budgetMonthlyUsd }) =>
        [
          known(ceilingMonthlyUsd) <= budgetMonthlyUsd + CENT,
          `${component}: ceiling ${dollars(known(ceilingMonthlyUsd))} is above its share ${dollars(budgetMonthlyUsd)}`,
        ] as const,
    ),
  ];
  return rules.filter(([kept]) => !kept).map(([, problem]) => `tier ${tier}: ${problem}`);
}

describe.each(TIER_NAMES)("tier %s", (name) => {
  test("keeps its budget at the expected load and at every limit, in each cost line", () => {
    expect(broken(reportOf(name))).toEqual([]);
  });

  test("has a reason for all that is free", () => {
    const { free } = reportOf(name);
    expect(free.length).toBeGreaterThan(0);
    expect(free.filter(({ reason }) => reason === "")).toEqual([]);
  });

  test("has lines that sum to the three figures, and to those of their component", () => {
    const { lines, components, ...totals } = reportOf(name);
    const of = (own: CostReport["lines"]) => ({
      floor: own.reduce((sum, line) => sum + line.floorMonthlyUsd, 0),
      expected: own.reduce((sum, line) => sum + line.monthlyUsd, 0),
      ceiling: own.reduce((sum, line) => sum + line.ceilingMonthlyUsd, 0),
    });
    for (const { whole, sums } of [
      { whole: totals, sums: of(lines) },
      ...components.map((each) => ({
        whole: each,
        sums: of(lines.filter(({ component }) => component === each.component)),
      })),
    ]) {
      expect(sums.floor).toBeCloseTo(known(whole.floorMonthlyUsd), 6);
      expect(sums.expected).toBeCloseTo(known(whole.expectedMonthlyUsd), 6);
      expect(sums.ceiling).toBeCloseTo(known(whole.ceilingMonthlyUsd), 6);
    }
  });

  test("has lines that are quantity times price, the floor never above the ceiling", () => {
    for (const line of reportOf(name).lines) {
      expect(line.monthlyUsd).toBeCloseTo(line.quantity * line.unitPriceUsd, 9);
      expect(line.floorMonthlyUsd).toBeLessThanOrEqual(line.monthlyUsd + CENT);
      expect(line.monthlyUsd).toBeLessThanOrEqual(line.ceilingMonthlyUsd + CENT);
    }
  });
});

test("a user never costs more in a larger tier", () => {
  const rising = TIER_NAMES.slice(1).flatMap((name, index) => {
    const before = reportOf(TIER_NAMES[index] ?? name);
    const after = reportOf(name);
    return (after.usdPerUser ?? 0) <= (before.usdPerUser ?? 0)
      ? []
      : [`tier ${name}: $${after.usdPerUser} a user, tier ${before.tier}: $${before.usdPerUser}`];
  });
  expect(rising).toEqual([]);
});

test.each<[TierName, string, string]>([
  ["100", "db.t4g.large", "postgres"],
  ["500", "db.m7g.large", "postgres"],
  ["5k", "db.r7g.xlarge", "postgres"],
  ["20k", "db.r7g.xlarge", "postgres"],
])("tier %s with databases of %s is found over budget by name", async (name, instanceClass, component) => {
  const overrides = JSON.stringify({ postgres: { instanceClass } });
  const problems = broken(await report(name, { "scaling-tiers:overrides": overrides }));
  expect(problems).toEqual(
    expect.arrayContaining([
      expect.stringMatching(new RegExp(`^tier ${name}: ${component}: ceiling \\$[\\d.]+ is above its share`)),
    ]),
  );
});

// The sizes of the stack are priced, not those of the tier of that name.
describe("an override is priced", () => {
  const lineOf = ({ lines }: CostReport, urnEnd: string) => lines.find(({ urn }) => urn.endsWith(urnEnd));
  const withOverrides = (name: TierName, overrides: object): Promise<CostReport> =>
    report(name, { "scaling-tiers:overrides": JSON.stringify(overrides) });

  test("logs of the control plane", async () => {
    const controlPlaneLogTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
    const log = lineOf(
      await withOverrides("100", { cluster: { controlPlaneLogTypes } }),
      "::cluster-log-group",
    );
    const plain = lineOf(reportOf("100"), "::cluster-log-group");
    expect(plain).toMatchObject({
      monthlyUsd: 0,
      assumption: "the control plane writes no logs at this tier",
    });
    expect(log?.monthlyUsd).toBeGreaterThan(1);
    expect(log?.assumption).toContain("of audit log");
  });

  test("runs of which snapshots of Qdrant are kept, and the days after their deletion", async () => {
    const long = await withOverrides("2k", { qdrant: { keptSnapshotRuns: 90 } });
    const bucket = lineOf(long, "::qdrant-snapshots-bucket");
    expect(bucket?.assumption).toContain("93 days kept");
    expect(bucket?.monthlyUsd).toBeGreaterThan(
      lineOf(reportOf("2k"), "::qdrant-snapshots-bucket")?.monthlyUsd ?? Infinity,
    );
  });

  test("workers that read the queue", async () => {
    const many = await withOverrides("2k", {
      app: { workerReplicasMax: 40 },
      cluster: { appNodeCountMax: 40 },
    });
    const queue = ({ lines }: CostReport) =>
      Math.max(
        ...lines.filter(({ priceKey }) => priceKey === "sqs.standard").map((line) => line.ceilingMonthlyUsd),
      );
    expect(queue(many)).toBeGreaterThan(queue(reportOf("2k")));
  });

  test("the budget itself, and its lines", async () => {
    const { budgetMonthlyUsd, components } = await withOverrides("100", {
      monthlyBudgetUsd: 300,
      budgetLinesUsd: { operations: 114.5 },
    });
    expect(budgetMonthlyUsd).toBe(300);
    expect(components.find(({ component }) => component === "operations")?.budgetMonthlyUsd).toBe(114.5);
  });
});
