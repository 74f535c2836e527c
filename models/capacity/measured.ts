import { InputError, type Problem } from "../../tiers";
import {
  describeCoefficient,
  middleOf,
  type CapacityCoefficientName,
  type CapacityCoefficients,
  type CapacityValues,
} from "./coefficients";
import { exactly } from "./interval";
import { requestsPerSecond } from "./part";
import { embeddingsInMainMiB } from "./parts/valkey";
import type { CapacitySizes } from "./sizes";

/** A figure of a running platform, from which a coefficient follows. */
interface Metric {
  readonly unit: string;
  readonly description: string;
  /** Largest value that makes sense; the smallest is 0. */
  readonly max: number;
  readonly coefficient: CapacityCoefficientName;
  /** @param users who made the figure */
  readonly of: (value: number, users: number, sizes: CapacitySizes, c: CapacityValues) => number;
}

const PERCENT = 100;
const MIB_PER_GIB = 1_024;

/** ms a request of so many cores, or connections, that are busy on average. */
const msPerRequest = (busy: number, users: number, c: CapacityValues): number =>
  (busy * 1_000) / (users * requestsPerSecond(c));

/**
 * What can be measured in place of an assumption, each at the peak of a day. Those that others rest on come first.
 */
export const METRICS = {
  requestsPerMinute: {
    unit: "requests a minute",
    description: "Requests to the load balancer.",
    max: 1e9,
    coefficient: "requestsPerUserMinute",
    of: (value, users, _sizes, { peakFactor }) => value / users / peakFactor,
  },
  postgresCpuPercent: {
    unit: "% of the vCPUs of all primaries",
    description: "RDS, CPUUtilization.",
    max: PERCENT,
    coefficient: "postgresCpuMsPerRequest",
    of: (value, users, { postgres: { primaries } }, c) =>
      msPerRequest((value / PERCENT) * primaries.machines * primaries.servers, users, c),
  },
  postgresUsedGiB: {
    unit: "GiB of all primaries",
    description: "RDS, allocated storage less FreeStorageSpace.",
    max: 1e6,
    coefficient: "postgresMiBPerUser",
    of: (value, users) => (value * MIB_PER_GIB) / users,
  },
  poolBusyConnections: {
    unit: "connections of all pools",
    description: "PgBouncer, SHOW POOLS, sv_active.",
    max: 1e6,
    coefficient: "connectionHoldMs",
    of: (value, users, _sizes, c) => msPerRequest(value, users, c),
  },
  webCpuCores: {
    unit: "cores of all web pods",
    description: "What they use together.",
    max: 1e6,
    coefficient: "appCpuMsPerRequest",
    of: (value, users, _sizes, c) => msPerRequest(value, users, c),
  },
  qdrantMemoryPercent: {
    unit: "% of the fullest peer's limit",
    description: "QdrantMemoryPercent of the observer.",
    max: PERCENT,
    coefficient: "qdrantMiBPerUser",
    of: (value, users, { qdrant }) =>
      ((value / PERCENT) * qdrant.memoryMiB) / qdrant.fullestPeerShare / users,
  },
  valkeyMemoryPercent: {
    unit: "% of the main group's memory",
    description: "ElastiCache, DatabaseMemoryUsagePercentage.",
    max: PERCENT,
    coefficient: "valkeyMiBPerUser",
    of: (value, users, sizes, c) =>
      ((value / PERCENT) * sizes.valkey.mainMiB) / users - embeddingsInMainMiB(sizes, c),
  },
  cacheHitPercent: {
    unit: "% of look-ups",
    description: "ElastiCache, CacheHits over CacheHits and CacheMisses, while the memory is not full.",
    max: PERCENT,
    coefficient: "cacheHitShare",
    of: (value) => value / PERCENT,
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof METRICS;
export const METRIC_NAMES = Object.keys(METRICS) as MetricName[];

/** A coefficient that was measured. */
export interface MeasuredCoefficient {
  readonly metric: MetricName;
  readonly value: number;
  readonly coefficient: CapacityCoefficientName;
  /** The middle before. */
  readonly was: number;
  readonly is: number;
}

export interface Calibration {
  readonly coefficients: CapacityCoefficients;
  readonly measured: readonly MeasuredCoefficient[];
}

const figure = (value: number): string => String(Number(value.toPrecision(3)));

/** What is wrong with a metric whose coefficient makes no sense; undefined when it does. */
function outOfBounds({ metric, value, coefficient, is }: MeasuredCoefficient): Problem | undefined {
  const { max, unit } = describeCoefficient(coefficient);
  if (is >= 0 && is <= max) return undefined;
  const so = Number.isFinite(is) ? `by which ${coefficient} is ${figure(is)}` : "but no request at the peak";
  return { path: metric, given: `${value}, ${so}`, allowed: `what makes it 0 to ${max} ${unit}` };
}

/**
 * Coefficients with what was measured in place of what was assumed; a measured one has no interval.
 * @param users who made the figures, 1 or more
 * @throws InputError listing each metric by which its coefficient is out of its bounds
 */
export function calibrated(
  metrics: ReadonlyMap<MetricName, number>,
  users: number,
  sizes: CapacitySizes,
  base: CapacityCoefficients,
): Calibration {
  let coefficients = base;
  const measured: MeasuredCoefficient[] = [];
  const problems: Problem[] = [];
  for (const metric of METRIC_NAMES) {
    const value = metrics.get(metric);
    if (value === undefined) continue;
    const { coefficient, of }: Metric = METRICS[metric];
    const is = of(value, users, sizes, middleOf(coefficients));
    const found = { metric, value, coefficient, was: base[coefficient].mid, is };
    const problem = outOfBounds(found);
    if (problem !== undefined) problems.push(problem);
    measured.push(found);
    coefficients = { ...coefficients, [coefficient]: exactly(is) };
  }
  if (problems.length > 0)
    throw new InputError(
      `The metrics cannot be those of ${users.toLocaleString("en-US")} user${users === 1 ? "" : "s"}. Correct them, or give the users who made them by --users, or what they rest on by --coefficients:`,
      problems,
    );
  return { coefficients, measured };
}
