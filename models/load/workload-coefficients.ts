import { z } from "zod";

/** A number of the workload model: what it is, in which unit, and who says so. */
interface Coefficient {
  readonly value: number;
  readonly unit: string;
  readonly description: string;
  /** Where it comes from, or "assumed: …" with the reason. */
  readonly source: string;
  /** Largest value that makes sense; the smallest is 0. */
  readonly max: number;
}

const ROADMAP = "roadmap, baseline of 100 users";

/**
 * What one user does. Every model of cost and capacity starts from these and from nothing else.
 * Each may be replaced by a file (`--coefficients`), which is checked against this table.
 */
export const COEFFICIENTS = {
  requestsPerUserMinute: {
    value: 0.5,
    unit: "API requests a minute and user, average of a month",
    description: "Load on app, Valkey and Postgres.",
    source: `${ROADMAP}: 50 to 100 requests a minute, the lower end as the average`,
    max: 60,
  },
  peakFactor: {
    value: 2,
    unit: "peak load over average load",
    description: "What the peak hours carry more than the average.",
    source: `${ROADMAP}: 100 requests a minute over 50`,
    max: 100,
  },
  peakHoursPerDay: {
    value: 4,
    unit: "hours a day",
    description: "How long a day's peak lasts.",
    source: "assumed: one working afternoon",
    max: 24,
  },
  readShare: {
    value: 0.8,
    unit: "share of requests",
    description: "Requests that only read.",
    source: `${ROADMAP}: 80 % reads`,
    max: 1,
  },
  dailyActiveShare: {
    value: 0.3,
    unit: "share of users",
    description: "Users who come on one day.",
    source: `${ROADMAP}: 30 % daily active`,
    max: 1,
  },
  peakConcurrentShare: {
    value: 0.1,
    unit: "share of users",
    description: "Users who are there at the same time at the peak.",
    source: `${ROADMAP}: 10 % concurrent at peak`,
    max: 1,
  },
  sessionsPerActiveDay: {
    value: 1.5,
    unit: "sessions a day and active user",
    description: "Visits, each of which loads the pages anew.",
    source: "assumed: morning and sometimes evening",
    max: 100,
  },
  responseKiB: {
    value: 8,
    unit: "KiB a request",
    description: "Body of an API answer.",
    source: "assumed: JSON of a dashboard, compressed",
    max: 10_000,
  },
  requestKiB: {
    value: 1.5,
    unit: "KiB a request",
    description: "Body and headers of an API request.",
    source: "assumed: cookies, token and a small body",
    max: 10_000,
  },
  staticFilesPerSession: {
    value: 12,
    unit: "files a session",
    description: "Scripts, styles and pictures of the pages.",
    source: "assumed: a single-page app with a warm browser cache",
    max: 10_000,
  },
  staticKiBPerSession: {
    value: 400,
    unit: "KiB a session",
    description: "Size of those files together.",
    source: "assumed: a single-page app with a warm browser cache",
    max: 1_000_000,
  },
  mediaMiBPerActiveDay: {
    value: 2,
    unit: "MiB a day and active user",
    description: "Pictures of posts that are looked at.",
    source: "assumed: a dozen previews",
    max: 100_000,
  },
  edgeCacheHitShare: {
    value: 0.9,
    unit: "share of static and media requests",
    description: "What CloudFront answers without asking S3.",
    source: "assumed: versioned files, a year of cache time",
    max: 1,
  },
  uploadsPerUserDay: {
    value: 0.2,
    unit: "uploads a day and user",
    description: "Media that posts bring in.",
    source: "assumed: a post every fifth day",
    max: 1_000,
  },
  uploadMiB: {
    value: 2,
    unit: "MiB an upload",
    description: "Size of one of them.",
    source: "assumed: a picture",
    max: 100_000,
  },
  thirdPartyKiBPerRequest: {
    value: 1,
    unit: "KiB a request",
    description: "Calls to other services through the egress (model providers, social networks).",
    source: "assumed: one short call in ten requests",
    max: 100_000,
  },
  internalKiBPerRequest: {
    value: 30,
    unit: "KiB a request",
    description: "Traffic between load balancer, pods, databases and caches.",
    source: "assumed: five queries with answers of 5 KiB",
    max: 100_000,
  },
  logBytesPerRequest: {
    value: 500,
    unit: "bytes a request",
    description: "What the application logs.",
    source: "assumed: one line of JSON",
    max: 1_000_000,
  },
  vectorQueriesPerUserMinute: {
    value: 0.25,
    unit: "queries a minute and user",
    description: "Searches in Qdrant.",
    source: `${ROADMAP}: 20 to 30 vector queries a minute`,
    max: 60,
  },
  vectorsPerUser: {
    value: 430,
    unit: "vectors a user",
    description: "Points stored, of 1,536 floats each.",
    source: "roadmap: 8 GB of vectors at 2,000 users, at 1.5 times 1,536 floats (Qdrant, capacity planning)",
    max: 1_000_000,
  },
  qdrantMiBPerUser: {
    value: 3.81,
    unit: "MiB a user and copy",
    description: "Memory that those vectors and their index take.",
    source: "roadmap: 8 GB of vectors at 2,000 users, 4 MB or 3.81 MiB a user",
    max: 10_000,
  },
  embeddingsPerUserDay: {
    value: 54,
    unit: "embeddings a day and user",
    description: "New embeddings, each cached for 24 hours.",
    source: "assumed: every text a user's ventures take in",
    max: 100_000,
  },
  embeddingKiB: {
    value: 6.5,
    unit: "KiB an embedding",
    description: "1,536 floats and their key in Valkey.",
    source: "1,536 floats of 4 bytes, and 0.5 KiB of key and overhead",
    max: 1_000,
  },
  valkeyMiBPerUser: {
    value: 0.125,
    unit: "MiB a user",
    description: "Sessions and cached dashboards.",
    source: "assumed: a session and 100 KiB of dashboards",
    max: 1_000,
  },
  postgresMiBPerUser: {
    value: 20,
    unit: "MiB a user",
    description: "Rows and indexes.",
    source: "assumed: posts, ventures and their history",
    max: 100_000,
  },
  postgresHotShare: {
    value: 0.1,
    unit: "share of the data",
    description: "What is read often enough to belong in memory.",
    source: "assumed",
    max: 1,
  },
  postgresConnectionsPerUser: {
    value: 0.1,
    unit: "connections a user at the peak, before pooling",
    description: "What the app would open without a pooler.",
    source: `${ROADMAP}: 5 to 10 database connections`,
    max: 10,
  },
  appCpuMsPerRequest: {
    value: 6,
    unit: "ms of CPU a request",
    description: "Work of a web pod.",
    source:
      "roadmap: one core saturates at 10,000 users and 10,000 requests a minute, “Single-threaded Node.js CPU saturation”",
    max: 10_000,
  },
  postgresCpuMsPerRequest: {
    value: 2,
    unit: "ms of CPU a request",
    description: "Work of the database.",
    source: "assumed: five indexed queries",
    max: 10_000,
  },
  rumEventsPerSession: {
    value: 30,
    unit: "events a session",
    description: "Page views, vitals and errors a browser reports where RUM is on.",
    source: "assumed",
    max: 10_000,
  },
  ceilingUsageFactor: {
    value: 2,
    unit: "times the expected use",
    description: "Use that the ceiling counts with, all month.",
    source: `${ROADMAP}: 100 requests a minute instead of 50, in every minute of the month`,
    max: 100,
  },
} as const satisfies Readonly<Record<string, Coefficient>>;

export type CoefficientName = keyof typeof COEFFICIENTS;
export type Coefficients = Readonly<Record<CoefficientName, number>>;

export const COEFFICIENT_NAMES = Object.keys(COEFFICIENTS) as CoefficientName[];

/** The table's own values. */
export const DEFAULT_COEFFICIENTS = Object.fromEntries(
  COEFFICIENT_NAMES.map((name) => [name, COEFFICIENTS[name].value]),
) as Coefficients;

/** A file of other values: any of the names, nothing else. */
export const coefficientsFileSchema = z.strictObject(
  Object.fromEntries(
    COEFFICIENT_NAMES.map((name) => [name, z.number().min(0).max(COEFFICIENTS[name].max).optional()]),
  ) as Record<CoefficientName, z.ZodOptional<z.ZodNumber>>,
);
