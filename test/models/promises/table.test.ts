import { WATCHED_PARTS } from "../../../models/load/capacity-parts";
import { customMetrics } from "../../../models/promises/across-rows";
import type { PromisesInput } from "../../../models/promises/schema";
import { parsePromises, PROMISES, PROMISES_INPUT } from "../../../models/promises/table";
import { TIER_NAMES } from "../../../tiers";

type Row = PromisesInput["thresholds"][number];

const withRow = (id: string, change: Partial<Row>): PromisesInput => ({
  ...PROMISES_INPUT,
  thresholds: PROMISES_INPUT.thresholds.map((row) => (row.id === id ? { ...row, ...change } : row)),
});

function messageOf(input: PromisesInput): string[] {
  try {
    parsePromises(input);
  } catch (error) {
    return (error as Error).message.split("\n").slice(1);
  }
  return [];
}

test("the roadmap's numbers are the table's", () => {
  expect(
    Object.fromEntries(
      PROMISES.targets.map((target) => [
        target.id,
        [target.kind === "latency" ? target.seconds : null, target.objectivePercent],
      ]),
    ),
  ).toEqual({
    dashboard: [0.5, 95],
    content: [5, 95],
    social: [2, 95],
    errors: [null, 99.9],
    uptime: [null, 99.5],
    consistency: [null, 99.9],
  });
  const valueOf = (id: string) => PROMISES.thresholds.find((row) => row.id === id)?.threshold;
  expect(valueOf("valkey-main-hit-ratio")).toEqual({ value: 60 });
  expect(valueOf("app-loop-lag")).toEqual({ value: 100 });
  expect(valueOf("app-cpu")).toEqual({ value: 80 });
});

test("windows burn 2 % of a month's budget in an hour, 5 % in six hours and 10 % in a day", () => {
  const shares = PROMISES.burnRates.full.map(({ burn, longSeconds }) => (burn * longSeconds) / (30 * 86_400));
  expect(shares.map((share) => Number(share.toFixed(4)))).toEqual([0.02, 0.05, 0.1]);
});

test("each part of the capacity model is watched at each tier", () => {
  for (const tier of TIER_NAMES) {
    const watched = PROMISES.thresholds.flatMap((row) => (row.tiers.includes(tier) ? row.capacityParts : []));
    expect(watched).toEqual(expect.arrayContaining([...WATCHED_PARTS]));
  }
});

test("a tier reads no more custom metrics than it pays for", () => {
  expect(TIER_NAMES.map((tier) => customMetrics(PROMISES.thresholds, tier).length)).toEqual([
    8, 12, 13, 13, 13, 13,
  ]);
});

describe("refused, with what is allowed", () => {
  test("everything at once", () => {
    const { measure: _, ...unmeasured } = PROMISES_INPUT.thresholds[0] as Row;
    const input: PromisesInput = {
      ...PROMISES_INPUT,
      targets: PROMISES_INPUT.targets.map((target) =>
        target.kind === "latency" && target.id === "content" ? { ...target, seconds: 90 } : target,
      ),
      customMetricsMax: { ...PROMISES_INPUT.customMetricsMax, "500": 9 },
      thresholds: [
        unmeasured as Row,
        ...withRow("postgres-cpu", { threshold: { value: 180 } }).thresholds.slice(1),
      ],
    };
    expect(messageOf(input)).toEqual([
      "  targets.content.seconds: given 90; allowed: less than its timeout of 60 seconds, after which nobody gets an answer",
      "  thresholds.app-no-targets.measure: given nothing; allowed: one of metric, math, perNode, custom and canary: a promise without a metric cannot be kept",
      "  thresholds.postgres-cpu.threshold.value: given 180; allowed: 0 to 100 percent",
      "  customMetricsMax.500: given 9; allowed: 12 or more, or fewer rows: tier 500 reads AppCpuPercent, LoopLagP99Ms, PoolMaxWaitSeconds, PoolUsedPercent, CacheAnswerMs, QdrantMemoryPercent, QdrantDeadReplicas, QdrantUpdateQueue, ConsistencyPercent, QdrantSnapshotAgeHours, DatabaseBackupAgeHours, RestoreDrillAgeDays",
    ]);
  });

  test.each<[string, PromisesInput, string]>([
    [
      "a page before the ticket of the same metric",
      withRow("postgres-storage-full", { threshold: { shareOf: "databaseStorage", share: 0.2 } }),
      "  thresholds.postgres-storage-full.threshold: given 0.2; allowed: a page beyond the ticket postgres-storage-low of the same metric, which is at 0.15",
    ],
    [
      "a share of a size in another unit",
      withRow("postgres-storage-low", { threshold: { shareOf: "webPods", share: 0.5 } }),
      '  thresholds.postgres-storage-low.threshold.shareOf: given "webPods"; allowed: a size in bytes; webPods is in count',
    ],
    [
      "a capacity part that fills up unseen",
      withRow("valkey-main-memory", { capacityParts: [], tiers: ["100"] }),
      "  thresholds: given no row; allowed: rows that watch Valkey memory at tier 100, by capacityParts",
    ],
    [
      "a window longer than CloudWatch looks back",
      withRow("queue-age", { window: { periodSeconds: 300, evaluationPeriods: 289, datapointsToAlarm: 1 } }),
      "  thresholds.queue-age.window.evaluationPeriods: given 289; allowed: periods of 86400 seconds together at most",
    ],
    [
      "more datapoints than periods",
      withRow("queue-age", { window: { periodSeconds: 300, evaluationPeriods: 2, datapointsToAlarm: 3 } }),
      "  thresholds.queue-age.window.datapointsToAlarm: given 3; allowed: at most the 2 periods that are looked at",
    ],
    [
      "a period that is no minute",
      withRow("queue-age", { window: { periodSeconds: 90, evaluationPeriods: 2, datapointsToAlarm: 2 } }),
      "  thresholds.queue-age.window.periodSeconds: given 90; allowed: a multiple of 60 seconds",
    ],
    [
      "an id twice",
      withRow("queue-age", { id: "edge-errors" }),
      '  thresholds.edge-errors.id: given "edge-errors"; allowed: an id that no row before it has',
    ],
    [
      "a target that nobody measures",
      withRow("uptime", { id: "up" }),
      '  targets.uptime: given "uptime"; allowed: a target whose id a threshold has: a promise without a metric cannot be kept',
    ],
    [
      "a threshold of a target that is not there",
      withRow("consistency", { threshold: { targetOf: "truth" } }),
      '  thresholds.consistency.threshold.targetOf: given "truth"; allowed: one of dashboard, content, social, errors, uptime, consistency',
    ],
  ])("%s", (_, input, message) => {
    expect(messageOf(input)).toContain(message);
  });

  test("a burn rate outside its unit, and a short window that is not short", () => {
    const [first, ...rest] = PROMISES_INPUT.burnRates.full;
    if (first === undefined) throw new Error("There are no burn rates.");
    const full = [{ ...first, burn: 0.5, shortSeconds: 7_200 }, ...rest];
    expect(messageOf({ ...PROMISES_INPUT, burnRates: { ...PROMISES_INPUT.burnRates, full } })).toEqual([
      "  burnRates.full.0.burn: given 0.5; allowed: at least 1",
      "  burnRates.full.0.shortSeconds: given 7200; allowed: shorter than the 3600 seconds beside it",
    ]);
  });
});
