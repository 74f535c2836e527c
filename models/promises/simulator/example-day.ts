import type { TierSpec } from "../../../tiers";
import { SIZES } from "../sizes";
import { always, type Series } from "./series";
import type { Trace } from "./simulate";
import { trafficSeries, type Traffic } from "./traffic";

const HOUR = 60;
const DAY = 24 * HOUR;
const GIB = 2 ** 30;

/** Between 0 at four in the morning and 1 at four in the afternoon. */
const busy = (minute: number): number => (1 - Math.cos(((minute - 4 * HOUR) / DAY) * 2 * Math.PI)) / 2;

const following =
  (quiet: number, full: number): Series =>
  (minute) => [[quiet + (full - quiet) * busy(minute), 1]];
const everyFiveMinutes =
  (value: number): Series =>
  (minute) =>
    minute % 5 === 0 ? [[value, 1]] : undefined;
/** Hours since something that is done at an hour of each day. */
const since =
  (hour: number): Series =>
  (minute) => [[((minute + DAY - hour * HOUR) % DAY) / HOUR, 1]];

const isBetween = (minute: number, from: number, to: number): boolean =>
  minute >= from * HOUR && minute < to * HOUR;

/** Content is slow for three quarters of an hour in the afternoon, and half an hour of a bad release fails in the evening. */
const trafficOf =
  ({ users }: TierSpec) =>
  (minute: number, group: string): Traffic => ({
    requests: Math.round(users * (0.15 + 0.85 * busy(minute))),
    late: group === "content" && isBetween(minute, 14, 14.75) ? 1 : 0.01,
    failing: isBetween(minute, 19, 19.5) ? 0.05 : 0.0002,
  });

/** All other metrics, each at rest and when it is busy; by the name of the metric. */
const metricsOf = (tier: TierSpec): Readonly<Record<string, Series>> => ({
  HealthyHostCount: always(tier.app.webReplicasMin),
  scheduler_pending_pods_UNSCHEDULABLE: always(0),
  AppCpuPercent: following(12, 58),
  LoopLagP99Ms: following(9, 34),
  CPUUtilization: following(8, 38),
  DBLoad: following(0.05, 0.6 * SIZES.databaseVcpus.of(tier)),
  DatabaseConnections: following(0.1 * tier.postgres.maxConnections, 0.45 * tier.postgres.maxConnections),
  FreeStorageSpace: always(0.6 * tier.postgres.allocatedStorageGiB * GIB),
  ReadLatency: following(0.0006, 0.0019),
  MaximumUsedTransactionIDs: always(210_000_000),
  OldestReplicationSlotLag: following(0.01 * GIB, 0.2 * GIB),
  TransactionLogsGeneration: following(40_000, 900_000),
  ReplicaLag: following(0.02, 0.3),
  CPUSurplusCreditsCharged: always(0),
  PoolMaxWaitSeconds: following(0, 0.04),
  PoolUsedPercent: following(6, 47),
  CacheHits: following(200, 2_400),
  CacheMisses: following(70, 640),
  DatabaseMemoryUsagePercentage: following(38, 52),
  Evictions: always(0),
  CacheAnswerMs: following(0.6, 2.4),
  RestoreDrillAgeDays: always(12),
  QdrantMemoryPercent: following(54, 57),
  QdrantDeadReplicas: always(0),
  QdrantUpdateQueue: following(0, 90),
  "5xxErrorRate": (minute) => [[isBetween(minute, 19, 19.5) ? 4 : 0.02, 1]],
  Requests: following(tier.users * 0.2, tier.users * 1.4),
  ApproximateAgeOfOldestMessage: following(1, 40),
  ApproximateNumberOfMessagesVisible: always(0),
  StatusCheckFailed: always(0),
  ErrorPortAllocation: always(0),
  SuccessPercent: everyFiveMinutes(100),
  ConsistencyPercent: always(100),
  QdrantSnapshotAgeHours: since(2),
  DatabaseBackupAgeHours: since(3),
  DaysToExpiry: always(160),
  VersionSupportDays: always(240),
});

/**
 * A made-up day of a stack as large as its tier, for pictures without AWS: quiet at night, an hour of slow content, half an
 * hour of errors. Nothing of it was measured.
 */
export function exampleDay(tier: TierSpec): Trace {
  const traffic = trafficOf(tier);
  const metrics = metricsOf(tier);
  return {
    minutes: DAY,
    seriesOf: (metric) => trafficSeries(metric, traffic) ?? metrics[metric.metricName],
  };
}
