import { z } from "zod";

/** A number of a limit: its own, that of a threshold, or what a threshold leaves. */
const amountSchema = z.union(
  [
    z.strictObject({ value: z.number().positive() }),
    /** Percents count as shares, a share of a size as itself, milliseconds and seconds as they are. */
    z.strictObject({ thresholdOf: z.string() }),
    /** One less the share that a threshold wants free. */
    z.strictObject({ restOf: z.string() }),
  ],
  { error: "one of value, thresholdOf and restOf" },
);
export type LimitAmount = z.infer<typeof amountSchema>;

const limitSchema = z.strictObject({
  /** From here on somebody must act. */
  act: amountSchema,
  /** Here users notice: it fails, or answers late without end; null where the part breaks by another limit. */
  break: amountSchema.nullable(),
  /** Whether less of it is worse. */
  falls: z.boolean().default(false),
  source: z.string().min(1),
});
export type LimitInput = z.input<typeof limitSchema>;

const ALL = { value: 1 } as const;

/**
 * How far the capacity model lets a part be used; figures without a unit are shares of what it has. Where an alarm watches the
 * same, the limit is the alarm's threshold.
 */
export const CAPACITY_LIMITS = {
  poolWaitChance: {
    act: { value: 0.2 },
    break: ALL,
    source:
      "chance that a query waits for a connection; at 1 the pool is busy without end (roadmap: “connection pool exhaustion”)",
  },
  clientSlots: {
    act: { thresholdOf: "postgres-connections" },
    break: ALL,
    source: "PgBouncer refuses clients beyond max_client_conn (PgBouncer, configuration)",
  },
  postgresCpu: {
    act: { thresholdOf: "postgres-cpu" },
    break: ALL,
    source: "roadmap: CPU above 80 %; at 100 % the queue grows without end",
  },
  postgresCpuWaitChance: {
    act: { value: 0.2 },
    break: ALL,
    source: "as for the pool: small machines queue earlier than large ones",
  },
  workingSet: {
    act: { value: 0.75 },
    break: ALL,
    source:
      "share of the memory left to pages: shared buffers and page cache (PostgreSQL, resource consumption)",
  },
  postgresDisk: {
    act: { restOf: "postgres-storage-low" },
    break: ALL,
    source: "RDS stops a full instance (RDS user guide, storage-full)",
  },
  postgresIops: { act: { value: 0.8 }, break: ALL, source: "the disk's own IOPS (RDS user guide, gp3)" },
  replay: {
    act: { value: 0.5 },
    break: ALL,
    source: "one process replays; at its full rate the replica falls behind without end",
  },
  qdrantMemory: {
    act: { thresholdOf: "qdrant-memory-high" },
    break: { thresholdOf: "qdrant-memory-full" },
    source:
      "roadmap: by 1,500 of 2,000 users; a pod needs the rest for merges, and is killed at its limit (0007)",
  },
  /** The roadmap's machine slows down where a pod is killed: it breaks when it is full. */
  qdrantMemoryOfMachine: {
    act: { thresholdOf: "qdrant-memory-high" },
    break: ALL,
    source: "roadmap: 8 GB are full at 2,000 users; by 1,500",
  },
  qdrantCpu: { act: { thresholdOf: "app-cpu" }, break: ALL, source: "as for the pods of the application" },
  qdrantCpuWaitChance: { act: { value: 0.2 }, break: ALL, source: "as for the pool" },
  qdrantIndexShare: {
    act: { value: 0.3 },
    break: ALL,
    source: "the rest of a peer's cores is for queries",
  },
  valkeyMemory: {
    act: { thresholdOf: "valkey-main-memory" },
    break: ALL,
    source: "a quarter is left for snapshots and replication (ElastiCache user guide)",
  },
  /** Of the keys that are asked for: all of them fit, or hits fall below the share. */
  cacheHit: {
    act: ALL,
    break: { thresholdOf: "valkey-main-hit-ratio" },
    falls: true,
    source: "roadmap: “Cache hit ratio drops below 60%”; it begins to fall when memory is full",
  },
  eventLoopUtilisation: {
    act: { thresholdOf: "app-cpu" },
    break: ALL,
    source: "roadmap: “CPU usage consistently > 80%”",
  },
  eventLoopLagMs: {
    act: { thresholdOf: "app-loop-lag" },
    break: null,
    source: "roadmap: “Event loop lag > 100ms”",
  },
  webCpu: {
    act: { thresholdOf: "app-cpu" },
    break: ALL,
    source: "roadmap: “CPU usage consistently > 80%”",
  },
  workers: { act: { value: 0.8 }, break: ALL, source: "as for CPU: at 100 % the queue grows without end" },
  queueAgeSeconds: {
    act: { thresholdOf: "queue-age" },
    break: null,
    source: "the oldest job of a day's peak; broken when a day's work takes a day",
  },
  targets: { act: { value: 0.8 }, break: ALL, source: "quota of targets of a load balancer" },
  edgeRequests: { act: { value: 0.8 }, break: ALL, source: "quota of requests of a distribution" },
  egress: {
    act: { value: 0.8 },
    break: ALL,
    source: "ports and bandwidth of NAT; beyond them connections fail (ErrorPortAllocation)",
  },
  accountVcpus: {
    act: { value: 0.8 },
    break: ALL,
    source: "quota of vCPUs of the account: to raise it takes days",
  },
} as const satisfies Readonly<Record<string, LimitInput>>;

export type LimitName = keyof typeof CAPACITY_LIMITS;
export const LIMIT_NAMES = Object.keys(CAPACITY_LIMITS) as [LimitName, ...LimitName[]];

export const capacityLimitsSchema = z.strictObject(
  Object.fromEntries(LIMIT_NAMES.map((name) => [name, limitSchema])) as Record<LimitName, typeof limitSchema>,
);
