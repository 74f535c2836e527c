import type { ThresholdInput } from "../schema";
import { metricsOf, ONCE, QUARTER_HOUR } from "./measures";

const cloudFront = metricsOf("AWS/CloudFront", { DistributionId: "distribution", Region: "=Global" });
const queue = metricsOf("AWS/SQS", { QueueName: "queue" });
const instance = metricsOf("AWS/EC2", { InstanceId: "instance" });
const gateway = metricsOf("AWS/NATGateway", { NatGatewayId: "gateway" });

/** From CloudFront to the queues and the way out. */
export const EDGE_THRESHOLDS: readonly ThresholdInput[] = [
  {
    id: "edge-errors",
    family: "edge",
    title: "CloudFront answers with errors",
    severity: "page",
    unit: "percent",
    comparison: ">",
    threshold: { value: 1 },
    subject: "distribution",
    measure: {
      math: {
        metrics: {
          rate: cloudFront("5xxErrorRate", "Average"),
          requests: cloudFront("Requests", "Sum"),
        },
        // Three errors at least: BAD_REQUESTS_MIN of 300 requests are the 1 %.
        expression: "IF(FILL(requests, 0) < 300, 0, FILL(rate, 0))",
      },
    },
    window: QUARTER_HOUR,
    missingData: "notBreaching",
    mutedInMaintenance: true,
    isAtEdge: true,
    source:
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html",
  },
  {
    id: "queue-age",
    family: "queue",
    title: "Jobs wait in the queue",
    severity: "ticket",
    unit: "seconds",
    comparison: ">",
    threshold: { value: 300 },
    subject: "jobQueue",
    measure: { metric: queue("ApproximateAgeOfOldestMessage", "Maximum") },
    window: { periodSeconds: 300, evaluationPeriods: 2, datapointsToAlarm: 2 },
    missingData: "notBreaching",
    mutedInMaintenance: true,
    capacityParts: ["queue age", "worker pods"],
    source:
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
  },
  {
    id: "queue-dead-letters",
    family: "queue",
    title: "Jobs failed five times",
    severity: "ticket",
    unit: "count",
    comparison: ">",
    threshold: { value: 0 },
    subject: "deadLetterQueue",
    measure: { metric: queue("ApproximateNumberOfMessagesVisible", "Maximum") },
    window: ONCE,
    // An empty queue that nobody asks reports nothing.
    missingData: "notBreaching",
    mutedInMaintenance: false,
    source:
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
  },
  {
    id: "nat-instance",
    family: "network",
    title: "The NAT instance fails its checks or is gone",
    severity: "page",
    unit: "count",
    comparison: ">",
    threshold: { value: 0 },
    subject: "natInstance",
    measure: { metric: instance("StatusCheckFailed", "Maximum") },
    window: { periodSeconds: 60, evaluationPeriods: 5, datapointsToAlarm: 5 },
    missingData: "breaching",
    mutedInMaintenance: false,
    source:
      "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html",
  },
  {
    id: "nat-credits",
    family: "network",
    title: "CPU credits of the NAT instance are billed",
    severity: "ticket",
    unit: "count",
    comparison: ">",
    threshold: { value: 0 },
    subject: "natInstance",
    measure: { metric: instance("CPUSurplusCreditsCharged", "Maximum") },
    window: ONCE,
    missingData: "notBreaching",
    mutedInMaintenance: false,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html",
  },
  {
    id: "nat-ports",
    family: "network",
    title: "The NAT gateway has no port left for a connection",
    severity: "page",
    unit: "count",
    comparison: ">",
    threshold: { value: 0 },
    subject: "natGateway",
    measure: { metric: gateway("ErrorPortAllocation", "Sum") },
    window: { periodSeconds: 60, evaluationPeriods: 5, datapointsToAlarm: 3 },
    missingData: "notBreaching",
    mutedInMaintenance: false,
    capacityParts: ["NAT"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html",
  },
];
