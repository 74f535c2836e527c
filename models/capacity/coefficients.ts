import { z } from "zod";
import {
  COEFFICIENT_NAMES,
  COEFFICIENTS,
  DEFAULT_COEFFICIENTS,
  type CoefficientName,
  type Coefficients,
} from "../load/workload-coefficients";
import { exactly, type Interval } from "./interval";

/** How a figure is known. */
export const EVIDENCE = ["measured", "fitted", "stated", "assumed"] as const;
export type Evidence = (typeof EVIDENCE)[number];

interface Known {
  readonly evidence: Evidence;
  /** By what it was measured, or to which line of the roadmap it was fitted, or why it is assumed. */
  readonly source: string;
}

interface OwnCoefficient extends Interval, Known {
  readonly unit: string;
  readonly description: string;
  /** Largest value that makes sense; the smallest is 0. */
  readonly max: number;
}

/** What the capacity model knows beside the workload of a user. */
const OWN = {
  connectionHoldMs: {
    low: 10,
    mid: 20,
    high: 100,
    unit: "ms a request",
    description: "How long a request keeps a connection of the database, in transaction pooling.",
    evidence: "assumed",
    source: "five indexed queries and their way",
    max: 60_000,
  },
  connectionHeldMs: {
    low: 1_800,
    mid: 2_400,
    high: 3_000,
    unit: "ms a request",
    description: "The same in an application that keeps its connection until the answer is sent.",
    evidence: "fitted",
    source:
      "roadmap line “500 Users → First Bottleneck”: 20 connections at 500 users and 500 requests a minute",
    max: 600_000,
  },
  postgresBlocksPerRead: {
    low: 5,
    mid: 10,
    high: 20,
    unit: "blocks a reading request",
    description: "Blocks that it would read from the disk if none were in memory.",
    evidence: "assumed",
    source: "five indexed queries, two blocks each",
    max: 100_000,
  },
  postgresColdReadShare: {
    low: 0.01,
    mid: 0.02,
    high: 0.05,
    unit: "share of blocks",
    description: "Blocks that are not in memory although the working set fits.",
    evidence: "assumed",
    source: "pages that nobody has read for long",
    max: 1,
  },
  postgresWritesPerWrite: {
    low: 4,
    mid: 8,
    high: 16,
    unit: "I/O operations a writing request",
    description: "Writes of the log and of pages.",
    evidence: "assumed",
    source: "a row, three indexes, log and checkpoint",
    max: 100_000,
  },
  walKiBPerWrite: {
    low: 8,
    mid: 16,
    high: 64,
    unit: "KiB a writing request",
    description: "Log that replicas have to replay.",
    evidence: "assumed",
    source: "a row, three indexes and now and then a whole page",
    max: 1_000_000,
  },
  replayMiBPerSecond: {
    low: 10,
    mid: 25,
    high: 50,
    unit: "MiB a second",
    description: "Log that the one process of a replica replays.",
    evidence: "assumed",
    source: "a slow guess; measure it before you rely on it",
    max: 10_000,
  },
  qdrantInt8MiBPerUser: {
    low: 1.15,
    mid: 1.15,
    high: 1.3,
    unit: "MiB a user and copy",
    description: "Memory of the vectors in int8, with the originals on disk.",
    evidence: "measured",
    source: "qdrant-edge-py 0.9.0: 2.75 KiB a vector of 1,536 synthetic floats, 430 vectors a user",
    max: 10_000,
  },
  qdrantMsPerQuery: {
    low: 0.44,
    mid: 0.95,
    high: 1.9,
    unit: "ms of CPU a query",
    description: "A search with ef 128 over all shards.",
    evidence: "measured",
    source:
      "qdrant-edge-py 0.9.0: .93–.98, filtered .44–.57; the upper end doubles it for peers that ask each other",
    max: 60_000,
  },
  qdrantMsPerPoint: {
    low: 0.83,
    mid: 0.98,
    high: 1.13,
    unit: "ms of CPU a point and copy",
    description: "Taking a vector in and building its part of the index.",
    evidence: "measured",
    source: "qdrant-edge-py 0.9.0: 0.24 ms, and 0.59–0.89 ms for the index",
    max: 60_000,
  },
  cacheHitShare: {
    low: 0.7,
    mid: 0.75,
    high: 0.8,
    unit: "share of look-ups",
    description: "Hits of a cache that holds all it is asked for.",
    evidence: "stated",
    source: "roadmap line “Dashboard query caching (70% performance gain)”: hits × the time that a hit saves",
    max: 1,
  },
  cacheSkew: {
    low: 0,
    mid: 0,
    high: 0.6,
    unit: "exponent of Zipf's law",
    description: "How much more often some keys are asked for than others; 0 is alike.",
    evidence: "assumed",
    source: "every user's keys alike, which no cache finds harder; web pages have 0.6 to 0.8",
    max: 0.95,
  },
  eventLoopCv2: {
    low: 2,
    mid: 4,
    high: 8,
    unit: "(standard deviation over mean)² of the CPU time of a request",
    description: "How unequal requests are.",
    evidence: "assumed",
    source: "most answer from the cache, a few render or parse; monitorEventLoopDelay measures it",
    max: 1_000,
  },
  secondsPerEmbedding: {
    low: 0.2,
    mid: 0.3,
    high: 0.6,
    unit: "seconds an embedding",
    description: "A call of the model provider, and storing its answer.",
    evidence: "assumed",
    source: "one call a text, without batches",
    max: 600,
  },
  callsPerWorker: {
    low: 8,
    mid: 8,
    high: 8,
    unit: "calls at a time and worker",
    description: "Embeddings that a worker waits for at a time.",
    evidence: "assumed",
    source: "a setting of the application",
    max: 10_000,
  },
  outsideCallShare: {
    low: 0.05,
    mid: 0.1,
    high: 0.2,
    unit: "share of requests",
    description: "Requests that call another service.",
    evidence: "assumed",
    source: "as thirdPartyKiBPerRequest: one in ten",
    max: 1,
  },
  outsideCallSeconds: {
    low: 1,
    mid: 3,
    high: 6,
    unit: "seconds a call",
    description: "How long such a call keeps its connection.",
    evidence: "assumed",
    source: "roadmap: content in 5 seconds, most of them the model's",
    max: 600,
  },
  accountVcpus: {
    low: 5,
    mid: 5,
    high: 5,
    unit: "vCPUs",
    description: "What the account may run at a time, on demand.",
    evidence: "stated",
    source: "what an account has that never asked for more (Amazon EC2 user guide)",
    max: 1_000_000,
  },
} as const satisfies Readonly<Record<string, OwnCoefficient>>;

/** How far a coefficient of the workload may be from its value, by factors; those that are not here are exact. */
const SPREADS: Readonly<
  Partial<Record<CoefficientName, Known & { readonly low: number; readonly high: number }>>
> = {
  requestsPerUserMinute: {
    low: 0.8,
    high: 1.25,
    evidence: "stated",
    source: COEFFICIENTS.requestsPerUserMinute.source,
  },
  peakFactor: { low: 0.9, high: 1.25, evidence: "stated", source: COEFFICIENTS.peakFactor.source },
  readShare: { low: 0.9, high: 1.1, evidence: "stated", source: COEFFICIENTS.readShare.source },
  qdrantMiBPerUser: {
    low: 2.7 / 3.81,
    high: 1.05,
    evidence: "fitted",
    source:
      "roadmap line “Qdrant memory usage > 8GB” at 2,000 users; measured without rebuilds: 2.7 (qdrant-edge-py 0.9.0)",
  },
  vectorQueriesPerUserMinute: {
    low: 0.8,
    high: 1.25,
    evidence: "stated",
    source: COEFFICIENTS.vectorQueriesPerUserMinute.source,
  },
  embeddingsPerUserDay: {
    low: 0.5,
    high: 2,
    evidence: "assumed",
    source: COEFFICIENTS.embeddingsPerUserDay.source,
  },
  valkeyMiBPerUser: {
    low: 0.8,
    high: 1.25,
    evidence: "assumed",
    source: COEFFICIENTS.valkeyMiBPerUser.source,
  },
  postgresMiBPerUser: {
    low: 0.5,
    high: 2,
    evidence: "assumed",
    source: COEFFICIENTS.postgresMiBPerUser.source,
  },
  postgresHotShare: {
    low: 0.5,
    high: 2,
    evidence: "assumed",
    source: "a guess; the model of Netflix takes the same",
  },
  postgresConnectionsPerUser: {
    low: 0.5,
    high: 1,
    evidence: "stated",
    source: COEFFICIENTS.postgresConnectionsPerUser.source,
  },
  appCpuMsPerRequest: {
    low: 5 / 6,
    high: 1.25,
    evidence: "fitted",
    source: COEFFICIENTS.appCpuMsPerRequest.source,
  },
  postgresCpuMsPerRequest: {
    low: 0.5,
    high: 2,
    evidence: "assumed",
    source: COEFFICIENTS.postgresCpuMsPerRequest.source,
  },
};

type OwnName = keyof typeof OWN;
export type CapacityCoefficientName = CoefficientName | OwnName;

/** One value of each; the model is asked with many of them. */
export type CapacityValues = Readonly<Record<CapacityCoefficientName, number>>;

/** Three values of each. */
export type CapacityCoefficients = Readonly<Record<CapacityCoefficientName, Interval>>;

const OWN_NAMES = Object.keys(OWN) as OwnName[];
export const CAPACITY_COEFFICIENT_NAMES: readonly CapacityCoefficientName[] = [
  ...COEFFICIENT_NAMES,
  ...OWN_NAMES,
];

/** What is known of one of them. */
export interface CapacityCoefficient extends Known {
  readonly name: CapacityCoefficientName;
  readonly unit: string;
  readonly description: string;
  readonly max: number;
}

const isOwn = (name: CapacityCoefficientName): name is OwnName => Object.hasOwn(OWN, name);

/** What a coefficient is, and how it is known. */
export function describeCoefficient(name: CapacityCoefficientName): CapacityCoefficient {
  if (isOwn(name)) return { name, ...OWN[name] };
  const { unit, description, max, source } = COEFFICIENTS[name];
  const evidence = source.startsWith("assumed") ? "assumed" : "stated";
  return { name, unit, description, max, source, evidence, ...known(name) };
}

function known(name: CoefficientName): Partial<Known> {
  const found = SPREADS[name];
  return found === undefined ? {} : { evidence: found.evidence, source: found.source };
}

function around(name: CoefficientName, mid: number): Interval {
  const { low, high } = SPREADS[name] ?? { low: 1, high: 1 };
  return { low: mid * low, mid, high: Math.min(mid * high, COEFFICIENTS[name].max) };
}

/** The table's own intervals; those of the workload lie around its values. */
export const DEFAULT_CAPACITY_COEFFICIENTS = Object.fromEntries([
  ...COEFFICIENT_NAMES.map((name) => [name, around(name, COEFFICIENTS[name].value)]),
  ...OWN_NAMES.map((name) => {
    const { low, mid, high } = OWN[name];
    return [name, { low, mid, high }];
  }),
]) as CapacityCoefficients;

/**
 * Intervals of other values of the workload. A value that is not the table's was measured by whoever gives it, and counts
 * as exact.
 */
export function withWorkload(
  workload: Coefficients,
  base: CapacityCoefficients = DEFAULT_CAPACITY_COEFFICIENTS,
): CapacityCoefficients {
  const others = COEFFICIENT_NAMES.filter((name) => workload[name] !== DEFAULT_COEFFICIENTS[name]);
  return { ...base, ...Object.fromEntries(others.map((name) => [name, exactly(workload[name])])) };
}

/** One value of each, the middle. */
export const middleOf = (coefficients: CapacityCoefficients): CapacityValues =>
  Object.fromEntries(
    CAPACITY_COEFFICIENT_NAMES.map((name) => [name, coefficients[name].mid]),
  ) as CapacityValues;

const isWithin = (value: unknown, max: number): value is number =>
  typeof value === "number" && value >= 0 && value <= max;

/** One interval as a file has it; a message names the bounds, whatever is wrong with it. */
const valueSchema = (name: CapacityCoefficientName) => {
  const { max } = describeCoefficient(name);
  return z
    .unknown()
    .transform((given, ctx): Interval => {
      if (isWithin(given, max)) return exactly(given);
      const { low, mid, high, ...rest } = { ...(given as Record<string, unknown> | null) };
      const isOne = isWithin(low, max) && isWithin(mid, max) && isWithin(high, max);
      if (isOne && low <= mid && mid <= high && Object.keys(rest).length === 0) return { low, mid, high };
      ctx.addIssue({
        code: "custom",
        message: `a number from 0 to ${max}, or an object with low, mid and high of these, in this order`,
      });
      return z.NEVER;
    })
    .optional();
};

/** A file of other values: a number, which is exact, or an object with `low`, `mid` and `high`. */
export const capacityFileSchema = z.strictObject(
  Object.fromEntries(CAPACITY_COEFFICIENT_NAMES.map((name) => [name, valueSchema(name)])) as Record<
    CapacityCoefficientName,
    ReturnType<typeof valueSchema>
  >,
);
