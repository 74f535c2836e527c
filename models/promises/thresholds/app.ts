import type { MetricInput, ThresholdInput } from "../schema";
import { observed, QUARTER_HOUR } from "./measures";

const TARGET_GROUP = { LoadBalancer: "loadBalancer", TargetGroup: "targetGroup" };
const HEALTHY: MetricInput = {
  namespace: "AWS/ApplicationELB",
  name: "HealthyHostCount",
  statistic: "Minimum",
  dimensions: TARGET_GROUP,
};
const HEALTH_SOURCE =
  "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html";

/** Pods of the product, and the nodes under them. */
export const APP_THRESHOLDS: readonly ThresholdInput[] = [
  {
    id: "app-no-targets",
    family: "app",
    title: "No web pod is healthy",
    severity: "page",
    unit: "count",
    comparison: "<",
    threshold: { value: 1 },
    subject: "webTargets",
    measure: { metric: HEALTHY },
    window: { periodSeconds: 60, evaluationPeriods: 3, datapointsToAlarm: 3 },
    // A group that holds nobody reports nothing.
    missingData: "breaching",
    mutedInMaintenance: false,
    source: HEALTH_SOURCE,
  },
  {
    id: "app-few-targets",
    family: "app",
    title: "Fewer web pods are healthy than at rest",
    severity: "ticket",
    unit: "count",
    comparison: "<",
    threshold: { shareOf: "webPods", share: 1 },
    subject: "webTargets",
    measure: { metric: HEALTHY },
    window: QUARTER_HOUR,
    missingData: "breaching",
    mutedInMaintenance: true,
    source: HEALTH_SOURCE,
  },
  {
    id: "app-unscheduled-pods",
    family: "app",
    title: "Pods find no node: the pools are at their limits",
    severity: "page",
    unit: "count",
    comparison: ">",
    threshold: { value: 0 },
    subject: "cluster",
    measure: {
      metric: {
        namespace: "AWS/EKS",
        name: "scheduler_pending_pods_UNSCHEDULABLE",
        statistic: "Minimum",
        dimensions: { ClusterName: "cluster" },
      },
    },
    // A new node takes two minutes; a pod that still waits after fifteen has none coming.
    window: QUARTER_HOUR,
    missingData: "notBreaching",
    mutedInMaintenance: true,
    source: "https://docs.aws.amazon.com/eks/latest/userguide/cloudwatch.html",
  },
  {
    id: "app-cpu",
    family: "app",
    title: "Web pods use their CPU",
    severity: "ticket",
    unit: "percent",
    comparison: ">",
    threshold: { value: 80 },
    subject: "stack",
    measure: observed("AppCpuPercent", "Average"),
    window: QUARTER_HOUR,
    missingData: "notBreaching",
    mutedInMaintenance: true,
    capacityParts: ["web pods"],
    source: "roadmap: CPU usage consistently > 80%",
  },
  {
    id: "app-loop-lag",
    family: "app",
    title: "The event loop lags",
    severity: "ticket",
    unit: "milliseconds",
    comparison: ">",
    threshold: { value: 100 },
    subject: "stack",
    measure: observed("LoopLagP99Ms", "Maximum"),
    window: { periodSeconds: 60, evaluationPeriods: 15, datapointsToAlarm: 10 },
    missingData: "notBreaching",
    mutedInMaintenance: true,
    capacityParts: ["Node event loop"],
    source: "roadmap: event loop lag > 100ms",
  },
];
