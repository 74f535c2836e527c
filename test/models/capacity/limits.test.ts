import { capacityOf } from "../../../models/capacity/capacity";
import { LIMITS, limitsOf } from "../../../models/capacity/limits";
import { PARTS } from "../../../models/capacity/parts";
import { LIMIT_NAMES, type LimitInput, type LimitName } from "../../../models/promises/capacity-limits";
import type { PromisesInput } from "../../../models/promises/schema";
import { parsePromises, PROMISES_INPUT } from "../../../models/promises/table";
import { tierNamed } from "../../../tiers";

type Threshold = PromisesInput["thresholds"][number]["threshold"];

const withThreshold = (id: string, threshold: Threshold): PromisesInput => ({
  ...PROMISES_INPUT,
  thresholds: PROMISES_INPUT.thresholds.map((row) => (row.id === id ? { ...row, threshold } : row)),
});
const withLimit = (name: LimitName, change: Partial<LimitInput>): PromisesInput => ({
  ...PROMISES_INPUT,
  capacityLimits: {
    ...PROMISES_INPUT.capacityLimits,
    [name]: { ...PROMISES_INPUT.capacityLimits[name], ...change },
  },
});

/** Limits that differ from the table's. */
function moved(input: PromisesInput): Record<string, readonly [act: number, broken: number]> {
  const limits = limitsOf(parsePromises(input));
  return Object.fromEntries(
    LIMIT_NAMES.filter(
      (name) => limits[name].act !== LIMITS[name].act || limits[name].break !== LIMITS[name].break,
    ).map((name) => [name, [limits[name].act, limits[name].break]] as const),
  );
}

test.each<[string, Threshold, Record<string, readonly [number, number]>]>([
  ["app-cpu", { value: 70 }, { eventLoopUtilisation: [0.7, 1], qdrantCpu: [0.7, 1], webCpu: [0.7, 1] }],
  ["app-loop-lag", { value: 50 }, { eventLoopLagMs: [50, Infinity] }],
  ["postgres-cpu", { value: 60 }, { postgresCpu: [0.6, 1] }],
  ["postgres-connections", { shareOf: "databaseConnections", share: 0.7 }, { clientSlots: [0.7, 1] }],
  ["postgres-storage-low", { shareOf: "databaseStorage", share: 0.25 }, { postgresDisk: [0.75, 1] }],
  ["qdrant-memory-high", { value: 50 }, { qdrantMemory: [0.5, 0.8], qdrantMemoryOfMachine: [0.5, 1] }],
  ["qdrant-memory-full", { value: 90 }, { qdrantMemory: [0.75, 0.9] }],
  ["valkey-main-memory", { value: 50 }, { valkeyMemory: [0.5, 1] }],
  ["valkey-main-hit-ratio", { value: 50 }, { cacheHit: [1, 0.5] }],
  ["queue-age", { value: 600 }, { queueAgeSeconds: [600, Infinity] }],
])("another threshold of %s moves the limits that stand on it, and no other", (id, threshold, expected) => {
  expect(moved(withThreshold(id, threshold))).toEqual(expected);
});

test("what a tier carries moves with the number of the table, and so does when to act", () => {
  const tier = tierNamed("500");
  const before = capacityOf(tier);
  const limits = limitsOf(parsePromises(withThreshold("qdrant-memory-full", { value: 76 })));
  const after = capacityOf(tier, { limits });
  expect(before.limitedBy).toBe("Qdrant memory");
  expect(Math.abs(after.users - (before.users * 0.76) / 0.8)).toBeLessThan(2);
  const early = limitsOf(parsePromises(withThreshold("qdrant-memory-high", { value: 37.5 })));
  expect(Math.abs(capacityOf(tier, { limits: early }).actBy - before.actBy / 2)).toBeLessThan(2);
});

test("a number of its own is a limit's, and of nobody else", () => {
  expect(moved(withLimit("poolWaitChance", { act: { value: 0.1 } }))).toEqual({ poolWaitChance: [0.1, 1] });
});

test("each limit is read by a part", () => {
  expect(new Set(PARTS.flatMap(({ limits }) => limits))).toEqual(new Set(LIMIT_NAMES));
});

describe("refused, with what is allowed", () => {
  const messages = (input: PromisesInput): string[] => {
    try {
      parsePromises(input);
    } catch (error) {
      return (error as Error).message.split("\n").slice(1);
    }
    return [];
  };

  test.each<[string, PromisesInput, string]>([
    [
      "a threshold that is not there",
      withLimit("webCpu", { act: { thresholdOf: "app-heat" } }),
      '  capacityLimits.webCpu: given {"thresholdOf":"app-heat"}; allowed: the id of a threshold with a number or a share',
    ],
    [
      "a threshold of a target",
      withLimit("webCpu", { act: { thresholdOf: "consistency" } }),
      '  capacityLimits.webCpu: given {"thresholdOf":"consistency"}; allowed: the id of a threshold with a number or a share',
    ],
    [
      "a part that breaks before anybody acts",
      withThreshold("qdrant-memory-high", { value: 85 }),
      "  capacityLimits.qdrantMemory: given act at 0.85, break at 0.8; allowed: a break that comes after the act",
    ],
    [
      "the same of a share that falls",
      withLimit("cacheHit", { act: { value: 0.5 } }),
      "  capacityLimits.cacheHit: given act at 0.5, break at 0.6; allowed: a break that comes after the act",
    ],
    [
      "a number in two forms",
      withLimit("webCpu", { act: { value: 0.8, thresholdOf: "app-cpu" } }),
      '  capacityLimits.webCpu.act: given {"value":0.8,"thresholdOf":"app-cpu"}; allowed: one of value, thresholdOf and restOf',
    ],
  ])("%s", (_, input, message) => {
    expect(messages(input)).toContain(message);
  });
});
