import { capacityOf } from "../../../models/capacity/capacity";
import { DEFAULT_CAPACITY_COEFFICIENTS, middleOf } from "../../../models/capacity/coefficients";
import { calibrated, METRIC_NAMES, METRICS, type MetricName } from "../../../models/capacity/measured";
import { sizesOf } from "../../../models/capacity/sizes";
import { InputError, tierNamed } from "../../../tiers";

const tier = tierNamed("500");
const sizes = sizesOf(tier);
const USERS = 1_000;

const measured = (metrics: Partial<Record<MetricName, number>>) =>
  calibrated(
    new Map(Object.entries(metrics) as [MetricName, number][]),
    USERS,
    sizes,
    DEFAULT_CAPACITY_COEFFICIENTS,
  );
/** Requests a second of 1,000 users at the peak, by the table. */
const { requestsPerUserMinute, peakFactor } = middleOf(DEFAULT_CAPACITY_COEFFICIENTS);
const PER_SECOND = (USERS * requestsPerUserMinute * peakFactor) / 60;

test.each<[MetricName, number, number]>([
  ["requestsPerMinute", 2_000, 1],
  // A tenth of two vCPUs, whatever they may do for hours.
  ["postgresCpuPercent", 10, (0.1 * 2 * 1_000) / PER_SECOND],
  ["postgresUsedGiB", 50, 51.2],
  ["poolBusyConnections", 2, 2_000 / PER_SECOND],
  ["webCpuCores", 0.5, 500 / PER_SECOND],
  // The fullest of three peers holds two thirds of the data.
  ["qdrantMemoryPercent", 40, (0.4 * tier.qdrant.memoryMiB * 12) / 8 / USERS],
  ["cacheHitPercent", 82, 0.82],
])("%s of %d gives its coefficient, without an interval", (metric, value, expected) => {
  const { coefficients, measured: changed } = measured({ [metric]: value });
  const { coefficient } = METRICS[metric];
  const { low, mid, high } = coefficients[coefficient];
  expect(mid).toBeCloseTo(expected, 9);
  expect([low, high]).toEqual([mid, mid]);
  expect(changed).toEqual([
    { metric, value, coefficient, was: DEFAULT_CAPACITY_COEFFICIENTS[coefficient].mid, is: mid },
  ]);
});

test("a cache that holds embeddings too: what is left is of the users themselves", () => {
  const { embeddingsPerUserDay, embeddingKiB } = middleOf(DEFAULT_CAPACITY_COEFFICIENTS);
  const embeddings = (embeddingsPerUserDay * embeddingKiB) / 1_024;
  const { coefficients } = measured({ valkeyMemoryPercent: 50 });
  expect(coefficients.valkeyMiBPerUser.mid).toBeCloseTo((1_403 * 0.5) / USERS - embeddings, 9);
});

test("figures a request rest on the requests that were measured, in whatever order the file has them", () => {
  const alone = measured({ webCpuCores: 0.5 }).coefficients.appCpuMsPerRequest.mid;
  const both = measured({ webCpuCores: 0.5, requestsPerMinute: 2_000 }).coefficients.appCpuMsPerRequest.mid;
  expect(both).toBeCloseTo(alone / 2, 9);
});

test("a part that is half full with some users breaks with twice as many", () => {
  const { coefficients } = measured({ qdrantMemoryPercent: 40 });
  const memory = capacityOf(tier, { coefficients }).parts.find(({ part }) => part.name === "Qdrant memory");
  expect(Math.abs((memory?.break.mid ?? 0) - 2 * USERS)).toBeLessThan(2);
  expect([memory?.break.low, memory?.break.high]).toEqual([memory?.break.mid, memory?.break.mid]);
});

const HEADING =
  "The metrics cannot be those of 1,000 users. Correct them, or give the users who made them by --users, or what they rest on by --coefficients:";

test.each<[MetricName, number, string]>([
  [
    "requestsPerMinute",
    200_000,
    "200000, by which requestsPerUserMinute is 100; allowed: what makes it 0 to 60 API requests a minute and user, average of a month",
  ],
  [
    "postgresUsedGiB",
    100_000,
    "100000, by which postgresMiBPerUser is 102000; allowed: what makes it 0 to 100000 MiB a user",
  ],
  [
    "poolBusyConnections",
    1_001,
    "1001, by which connectionHoldMs is 60100; allowed: what makes it 0 to 60000 ms a request",
  ],
  [
    "webCpuCores",
    170,
    "170, by which appCpuMsPerRequest is 10200; allowed: what makes it 0 to 10000 ms of CPU a request",
  ],
  // Embeddings alone would take a quarter of the memory.
  [
    "valkeyMemoryPercent",
    10,
    "10, by which valkeyMiBPerUser is -0.202; allowed: what makes it 0 to 1000 MiB a user",
  ],
])("%s of %d makes no sense for so many users, and is refused with its bounds", (metric, value, message) => {
  expect(() => measured({ [metric]: value })).toThrow(
    new InputError(`${HEADING}\n  ${metric}: given ${message}`),
  );
});

test("every metric that does not fit is told at once, also what cannot be told without requests", () => {
  expect(() => measured({ webCpuCores: 1, poolBusyConnections: 0, requestsPerMinute: 0 })).toThrow(
    new InputError(
      [
        HEADING,
        "  poolBusyConnections: given 0, but no request at the peak; allowed: what makes it 0 to 60000 ms a request",
        "  webCpuCores: given 1, but no request at the peak; allowed: what makes it 0 to 10000 ms of CPU a request",
      ].join("\n"),
    ),
  );
});

test("a coefficient on its bound is taken", () => {
  expect(measured({ postgresUsedGiB: 100_000_000 / 1_024 }).coefficients.postgresMiBPerUser.mid).toBe(
    100_000,
  );
});

test("nothing measured changes nothing, and each metric has a coefficient of its own", () => {
  expect(measured({})).toEqual({ coefficients: DEFAULT_CAPACITY_COEFFICIENTS, measured: [] });
  expect(new Set(METRIC_NAMES.map((name) => METRICS[name].coefficient)).size).toBe(METRIC_NAMES.length);
});
