import { decisionOf, moneyOf, type Answers, type Load, type Money } from "../../../models/advice/decision";
import { estimateTier } from "../../../cli/record/estimate-tier";
import { ofTier } from "../../../cli/record/subject";

const CHEAP: Money = {
  nodesMonthlyUsd: 360,
  totalMonthlyUsd: 8_500,
  savingMonthlyUsd: [193, 215],
  paybackYears: [23, 26],
  usersToTurn: 230_000,
};
const LOAD: Load = { web: 0.1, webActShare: 0.8, pool: 0.01, poolActShare: 0.86 };
const ANSWERS: Answers = {
  p95Ratio: 0.8,
  velocityPercent: 100,
  expertise: "node",
  memoryGrowthRatio: 1,
  engineerMonthUsd: 10_000,
};

const outcomeOf = (answers: Partial<Answers> = {}, money = CHEAP, load = LOAD) =>
  decisionOf(money, load, { ...ANSWERS, ...answers }).outcome;

test("all five metrics fine: stay", () => {
  const { outcome, metrics } = decisionOf(CHEAP, LOAD, ANSWERS);
  expect(outcome).toBe("stay");
  expect(metrics.map(({ metric, state }) => [metric, state])).toEqual([
    ["performance gap", "fine"],
    ["development velocity", "fine"],
    ["team expertise", "fine"],
    ["migration cost", "fine"],
    ["operational complexity", "fine"],
  ]);
});

test.each([
  ["p95 above its promise", { p95Ratio: 1.2 }],
  ["p95 above twice its promise", { p95Ratio: 2.5 }],
  ["slower development", { velocityPercent: 80 }],
  ["a team that knows both", { expertise: "both" }],
  ["memory that grows faster than users", { memoryGrowthRatio: 1.3 }],
] as const)("one metric out of its range, %s: gradual", (_, answers) => {
  expect(outcomeOf(answers)).toBe("gradual");
});

test("two that fail: full", () => {
  expect(outcomeOf({ p95Ratio: 2.5, velocityPercent: 50 })).toBe("full");
  expect(outcomeOf({ expertise: "other", memoryGrowthRatio: 2 })).toBe("full");
  expect(outcomeOf({ p95Ratio: 1.5, velocityPercent: 80, expertise: "both" })).toBe("gradual");
});

test("a rewrite that pays for itself soon speaks for it", () => {
  const stateWith = (soonest: number) =>
    decisionOf({ ...CHEAP, paybackYears: [soonest, soonest + 1] }, LOAD, ANSWERS).metrics[3]?.state;
  expect([6, 4, 1.5].map(stateWith)).toEqual(["fine", "gap", "failing"]);
});

test("each metric says where its thresholds are from, and which of them are assumed", () => {
  const { metrics } = decisionOf(CHEAP, LOAD, ANSWERS);
  for (const { source } of metrics) expect(source).toMatch(/roadmap|assumed/);
  const assumed = metrics.filter(({ source }) => source.includes("assumed")).map(({ metric }) => metric);
  expect(assumed).toEqual([
    "performance gap",
    "development velocity",
    "migration cost",
    "operational complexity",
  ]);
});

test("what nobody measured is read from the model, and what nobody was asked is said", () => {
  const { metrics } = decisionOf(CHEAP, { ...LOAD, web: 0.9, pool: 1.1 }, { engineerMonthUsd: 10_000 });
  expect(metrics.map(({ state }) => state)).toEqual(["gap", "not asked", "not asked", "fine", "failing"]);
});

test("at 20K the nodes of the application are what cost says of them, and the number that would turn it pays in 24 months", async () => {
  const { report } = await estimateTier(ofTier("20k"));
  const nodes = report.lines
    .filter(({ urn }) => urn.endsWith("cluster-app-nodes"))
    .reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0);
  const money = moneyOf(report, 10_000);
  expect(money.nodesMonthlyUsd).toBeCloseTo(nodes, 9);
  expect(Math.round(nodes)).toBe(362);
  expect(money.savingMonthlyUsd?.map(Math.round)).toEqual([194, 217]);
  expect(money.paybackYears?.map(Math.round)).toEqual([23, 26]);
  // Nodes follow users: at that number the saving of 24 months is six months of an engineer.
  const saving = ((money.savingMonthlyUsd?.[1] ?? 0) * (money.usersToTurn ?? 0)) / report.users;
  expect(Math.abs((saving * 24) / 60_000 - 1)).toBeLessThan(0.001);
});
