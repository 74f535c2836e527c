import type { SizeName } from "../sizes";
import type { SubjectKind } from "../subjects";
import type { ThresholdInput } from "../schema";
import { metricsOf, observed, QUARTER_HOUR } from "./measures";

const METRICS =
  "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html";
const node = metricsOf("AWS/ElastiCache", { CacheClusterId: "node" });

/** Both groups are watched in the same way, but memory: embeddings may be evicted. */
const ofGroup = (
  group: "main" | "embeddings",
  nodes: SubjectKind,
  core: SizeName,
): readonly ThresholdInput[] => [
  {
    id: `valkey-${group}-cpu`,
    family: "valkey",
    title: `A node of the ${group} cache uses its one busy core`,
    severity: "ticket",
    unit: "percent",
    comparison: ">",
    threshold: { shareOf: core, share: 1 },
    subject: nodes,
    measure: { metric: node("CPUUtilization", "Average") },
    window: QUARTER_HOUR,
    missingData: "notBreaching",
    mutedInMaintenance: true,
    source: METRICS,
  },
  {
    id: `valkey-${group}-hit-ratio`,
    family: "valkey",
    title: `The ${group} cache answers too little`,
    severity: "ticket",
    unit: "percent",
    comparison: "<",
    threshold: { value: 60 },
    subject: `${group}CacheShard`,
    // The nodes of a shard together: a failover moves the reads. A few look-ups say nothing.
    measure: {
      perNode: {
        metrics: { hits: node("CacheHits", "Sum"), misses: node("CacheMisses", "Sum") },
        expression: "IF(hits + misses < 1000, 100, 100 * hits / (hits + misses))",
      },
    },
    window: { periodSeconds: 900, evaluationPeriods: 4, datapointsToAlarm: 3 },
    missingData: "notBreaching",
    mutedInMaintenance: true,
    capacityParts: [group === "main" ? "Valkey hit ratio" : "embedding cache"],
    source: "roadmap: cache hit ratio drops below 60%",
  },
];

/** Caches: sessions must not be evicted, and the dashboard lives of hits. */
export const VALKEY_THRESHOLDS: readonly ThresholdInput[] = [
  ...ofGroup("main", "mainCacheNode", "mainCacheCore"),
  {
    id: "valkey-main-memory",
    family: "valkey",
    title: "A node of the main cache is nearly full",
    severity: "ticket",
    unit: "percent",
    comparison: ">",
    threshold: { value: 75 },
    subject: "mainCacheNode",
    measure: { metric: node("DatabaseMemoryUsagePercentage", "Average") },
    window: QUARTER_HOUR,
    missingData: "notBreaching",
    mutedInMaintenance: true,
    capacityParts: ["Valkey memory"],
    source: METRICS,
  },
  {
    id: "valkey-main-evictions",
    family: "valkey",
    title: "The main cache throws away keys that were to stay",
    severity: "ticket",
    unit: "count",
    comparison: ">",
    threshold: { value: 0 },
    subject: "mainCacheNode",
    measure: { metric: node("Evictions", "Sum") },
    window: QUARTER_HOUR,
    missingData: "notBreaching",
    mutedInMaintenance: true,
    source: METRICS,
  },
  ...ofGroup("embeddings", "embeddingsCacheNode", "embeddingsCacheCore"),
  {
    id: "valkey-answer",
    family: "valkey",
    title: "A cache answers pods slowly",
    severity: "ticket",
    unit: "milliseconds",
    comparison: ">",
    // Ten look-ups of it, one after the other, use up the half second of the dashboard.
    threshold: { value: 50 },
    subject: "stack",
    // The budget of the smallest tier is for what has no other metric.
    tiers: ["500", "2k", "5k", "10k", "20k"],
    measure: observed("CacheAnswerMs", "Minimum"),
    window: QUARTER_HOUR,
    missingData: "notBreaching",
    mutedInMaintenance: true,
    source: "the dashboard's target",
  },
];
