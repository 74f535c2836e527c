import { alarmRule } from "../../../models/promises/alarms/alarm";
import { alarmsOf } from "../../../models/promises/alarms/alarms-of-tier";
import { requestsMin } from "../../../models/promises/alarms/burn-alarms";
import { muteRules } from "../../../models/promises/alarms/mute-rule";
import { parsePromises, PROMISES, PROMISES_INPUT } from "../../../models/promises/table";
import { sloReport } from "../../../models/promises/report";
import type { Promises } from "../../../models/promises/schema";
import { promisesTable } from "../../../cli/docs/readme-promises";
import { TIER_NAMES, tierNamed, type TierName } from "../../../tiers";

const specsOf = (tier: TierName, promises: Promises = PROMISES) =>
  alarmsOf<string>({ tier: tierNamed(tier), hasDomain: true, resolve: (reference) => reference, promises });

const inputsOf = (tier: TierName, key: string) => {
  const found = specsOf(tier).find((alarm) => alarm.key === key);
  if (found?.kind !== "metric") throw new Error(`No metric alarm is called ${key}.`);
  return found.inputs;
};

test("a window of late answers is the share of them over the budget, from so many requests on", () => {
  expect(inputsOf("2k", "content-burn-6h")).toEqual({
    alarmDescription:
      "[page] Content is generated in time: not so in 6h, 6 times the budget of 95 %. Read docs/alarms/users.md#content",
    metricQueries: [
      {
        id: "intime",
        metric: {
          namespace: "AWS/ApplicationELB",
          metricName: "TargetResponseTime",
          dimensions: { LoadBalancer: "@load-balancer", TargetGroup: "@target-group/content" },
          period: 21_600,
          stat: "PR(:5)",
        },
        returnData: false,
      },
      {
        id: "requests",
        metric: {
          namespace: "AWS/ApplicationELB",
          metricName: "RequestCount",
          dimensions: { LoadBalancer: "@load-balancer", TargetGroup: "@target-group/content" },
          period: 21_600,
          stat: "Sum",
        },
        returnData: false,
      },
      {
        id: "result",
        expression: "IF(FILL(requests, 0) < 10, 0, (100 - FILL(intime, 100)) / 5)",
        label: "times the budget of content",
        returnData: true,
      },
    ],
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 6,
    treatMissingData: "notBreaching",
  });
});

test("errors of the load balancer count as requests too, which it does not count itself", () => {
  const inputs = inputsOf("100", "errors-burn-1h");
  if (!("metricQueries" in inputs)) throw new Error("It reads one metric.");
  expect(inputs.metricQueries.flatMap((query) => ("expression" in query ? [query.expression] : []))).toEqual([
    "FILL(requests, 0) + FILL(ownErrors, 0)",
    "IF(all < 209, 0, (FILL(podErrors, 0) + FILL(ownErrors, 0)) / all / 0.001)",
  ]);
});

test.each([
  [14.4, 0.001, 209],
  [6, 0.001, 500],
  [3, 0.001, 1_000],
  [14.4, 0.05, 5],
])("a burn of %d of a budget of %d counts from %i requests on", (burn, budget, min) => {
  expect(requestsMin(3, burn, budget)).toBe(min);
});

test("a pair of windows must be in alarm together, and either pair pages", () => {
  const page = specsOf("2k").find(({ key }) => key === "errors-page");
  if (page?.kind !== "composite") throw new Error("There is no composite alarm.");
  expect(alarmRule(page, (key) => key)).toBe(
    '(ALARM("errors-burn-1h") AND ALARM("errors-burn-5m")) OR (ALARM("errors-burn-6h") AND ALARM("errors-burn-30m"))',
  );
});

test("hits of all nodes of a shard count together, and half of 10 metrics is the most of each", () => {
  const inputs = inputsOf("500", "valkey-main-hit-ratio-shard-0");
  if (!("metricQueries" in inputs)) throw new Error("It reads one metric.");
  expect(
    inputs.metricQueries.map((query) => ("expression" in query ? query.expression : query.metric.metricName)),
  ).toEqual([
    "CacheHits",
    "CacheHits",
    "CacheMisses",
    "CacheMisses",
    "FILL(hits0, 0) + FILL(hits1, 0)",
    "FILL(misses0, 0) + FILL(misses1, 0)",
    "IF(hits + misses < 1000, 100, 100 * hits / (hits + misses))",
  ]);
  const wide = { ...tierNamed("500"), valkey: { ...tierNamed("500").valkey, mainReplicasPerShard: 5 } };
  const alarm = alarmsOf<string>({ tier: wide, hasDomain: false, resolve: (reference) => reference }).find(
    ({ key }) => key === "valkey-main-hit-ratio-shard-0",
  );
  if (alarm?.kind !== "metric" || !("metricQueries" in alarm.inputs)) throw new Error("It is not there.");
  expect(alarm.inputs.metricQueries.filter((query) => "metric" in query)).toHaveLength(10);
});

test("numbers follow the sizes of a tier", () => {
  const thresholds = (key: string) => TIER_NAMES.map((tier) => inputsOf(tier, key).threshold);
  expect(thresholds("postgres-connections-shard-0-primary")).toEqual(
    TIER_NAMES.map((tier) => tierNamed(tier).postgres.maxConnections * 0.8),
  );
  expect(thresholds("app-few-targets")).toEqual(TIER_NAMES.map((tier) => tierNamed(tier).app.webReplicasMin));
  expect(thresholds("valkey-main-cpu-0001-001")).toEqual([45, 45, 45, 45, 45, 45]);
});

describe.each(TIER_NAMES)("tier %s", (tier) => {
  test("keys are unique, and a tier keeps those of the one before", () => {
    const keys = specsOf(tier).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("no math of an alarm reads more than ten metrics, and all of one have one period", () => {
    const periodsByAlarm = specsOf(tier).flatMap((alarm) =>
      alarm.kind === "metric" && "metricQueries" in alarm.inputs
        ? [alarm.inputs.metricQueries.flatMap((query) => ("metric" in query ? [query.metric.period] : []))]
        : [],
    );
    expect(periodsByAlarm.length).toBeGreaterThan(0);
    for (const periods of periodsByAlarm) {
      expect(periods.length).toBeLessThanOrEqual(10);
      expect(new Set(periods).size).toBe(1);
    }
  });
});

test("rules mute a hundred names each, from the window's begin on and two hours longer", () => {
  const names = Array.from({ length: 101 }, (_, index) => `alarm-${index}`);
  const rules = muteRules({ cronUtc: "30 2 * * 6", durationHours: 5 }, names);
  expect(rules.map(({ muteTargets }) => muteTargets.alarmNames.length)).toEqual([100, 1]);
  expect(rules[0]?.rule).toEqual({ schedule: { expression: "cron(30 2 * * 6)", duration: "PT7H" } });
  expect(muteRules({ cronUtc: "30 2 * * 6", durationHours: 5 }, [])).toEqual([]);
});

describe("one number of the table changes", () => {
  const changedKeys = (promises: Promises): string[] => {
    const before = new Map(specsOf("2k").map((alarm) => [alarm.key, JSON.stringify(alarm)]));
    return specsOf("2k", promises).flatMap((alarm) =>
      before.get(alarm.key) === JSON.stringify(alarm) ? [] : [alarm.key],
    );
  };
  const table = (promises: Promises): string => promisesTable(sloReport(tierNamed("2k"), true, promises));
  const rowsThatDiffer = (one: string, other: string): number => {
    const lines = other.split("\n").map((line) => line.replace(/\s+/g, " "));
    return one.split("\n").filter((line, index) => line.replace(/\s+/g, " ") !== lines[index]).length;
  };

  test("a target: its six windows and its row of the README, and nothing else", () => {
    const promises = parsePromises({
      ...PROMISES_INPUT,
      targets: PROMISES_INPUT.targets.map((target) =>
        target.kind === "latency" && target.id === "social" ? { ...target, seconds: 3 } : target,
      ),
    });
    expect(changedKeys(promises)).toEqual(
      ["1h", "5m", "6h", "30m", "1d", "2h"].map((window) => `social-burn-${window}`),
    );
    expect(rowsThatDiffer(table(promises), table(PROMISES))).toBe(1);
  });

  test("a threshold: its alarms, its number in the report, and no row of the README", () => {
    const promises = parsePromises({
      ...PROMISES_INPUT,
      thresholds: PROMISES_INPUT.thresholds.map((row) =>
        row.id === "queue-age" ? { ...row, threshold: { value: 600 } } : row,
      ),
    });
    expect(changedKeys(promises)).toEqual(["queue-age"]);
    const numbers = (of: Promises) =>
      sloReport(tierNamed("2k"), true, of).thresholds.map(({ id, threshold }) => [id, threshold]);
    const before = new Map(numbers(PROMISES) as [string, number][]);
    expect(numbers(promises).filter(([id, threshold]) => before.get(String(id)) !== threshold)).toEqual([
      ["queue-age", 600],
    ]);
    expect(table(promises)).toBe(table(PROMISES));
  });
});
