import type { CapacityCoefficientName, CapacityValues } from "../coefficients";
import { shares, type Part } from "../part";

const SECONDS_PER_DAY = 86_400;
const SECONDS_PER_HOUR = 3_600;

/** Calls of the model provider that one user keeps open at the peak, on average. */
const callsPerUser = (c: CapacityValues): number =>
  ((c.embeddingsPerUserDay * c.peakFactor) / SECONDS_PER_DAY) * c.secondsPerEmbedding;

const COEFFICIENTS: readonly CapacityCoefficientName[] = [
  "embeddingsPerUserDay",
  "peakFactor",
  "secondsPerEmbedding",
  "callsPerWorker",
];

export const workerPods: Part = {
  name: "worker pods",
  kind: "soft",
  formula: "`workers` × workers at most × calls at a time ÷ (embeddings a second at the peak × seconds each)",
  source: "Little's law",
  beyond: "the queue grows during the peak",
  coefficients: COEFFICIENTS,
  limits: ["workers"],
  users: ({ workers }, c, limits) =>
    workers.pods === 0 ? undefined : shares(workers.pods * c.callsPerWorker, callsPerUser(c), limits.workers),
};

/** The oldest job at the end of a day's peak, in a queue that jobs flow into faster than they leave. */
export const queueAge: Part = {
  name: "queue age",
  kind: "hard",
  formula:
    "act: (ρ − 1) × hours of peak = `queueAgeSeconds`, ρ of the workers at the peak; break: a day's work takes a day",
  source: "fluid limit of a queue (Newell, Applications of Queueing Theory, 1982)",
  beyond: "what is embedded falls behind for ever",
  coefficients: [...COEFFICIENTS, "peakHoursPerDay"],
  limits: ["queueAgeSeconds"],
  users: ({ workers }, c, limits) => {
    if (workers.pods === 0) return undefined;
    const { act: full } = shares(workers.pods * c.callsPerWorker, callsPerUser(c), { act: 1, break: 1 });
    const peakSeconds = c.peakHoursPerDay * SECONDS_PER_HOUR;
    const broken = full * Math.max(1, c.peakFactor);
    const late = peakSeconds === 0 ? broken : full * (1 + limits.queueAgeSeconds.act / peakSeconds);
    return { act: Math.min(late, broken), break: broken };
  },
};
