import type { BillItem } from "./price";

/** Charges that several types share. No usage type and no price key fits two items. */
export const EC2_CPU_CREDITS: BillItem = {
  title: "EC2 CPU credits",
  usageType: /(?:^|-)CPUCredits:t/,
  priceKey: /^ec2\.cpuCredits/i,
};
export const EC2_INSTANCES: BillItem = {
  title: "EC2 instances",
  usageType: /BoxUsage:([\w.-]+)$/,
  priceKey: /^ec2\.([a-z]\d\w*\.\w+)$/,
};
export const EBS_VOLUMES: BillItem = {
  title: "EBS volumes",
  usageType: /EBS:VolumeUsage/,
  priceKey: /^ebs\.gp3\.storage$/,
};
export const LOGS_TAKEN_IN: BillItem = {
  title: "logs, taken in",
  usageType: /(?:^|-)(?:DataProcessing(?:IA)?|VendedLog(?:IA)?)-Bytes/,
  priceKey: /^cloudwatch\.(?:logs\.ingestion|logs\.vended|vendedLogs)/,
};
export const OBJECTS_AND_LOGS: BillItem = {
  title: "storage of objects and logs",
  usageType: /TimedStorage/,
  priceKey: /^(?:s3\.(?!put|get)|cloudwatch\.logs\.storage|ecr\.)/,
};
export const WRITES_AND_MESSAGES: BillItem = {
  title: "S3 writes and queue requests",
  usageType: /(?:^|-)Requests-(?:[A-Z]+-)?Tier1$/,
  priceKey: /^(?:s3\.put|sqs\.)/,
};
export const TRANSFER_OUT: BillItem = {
  title: "transfer out",
  usageType: /DataTransfer-Out-Bytes|(?<!xAZ)-Out-Bytes$/,
  priceKey: /^(?:cloudfront\.out|dataTransfer\.out|dataTransfer\.interRegion)/,
};
export const CUSTOM_METRICS: BillItem = {
  title: "custom metrics",
  usageType: /CW:MetricMonitorUsage/,
  priceKey: /^cloudwatch\.customMetric/,
};
export const METRIC_CALLS: BillItem = {
  title: "CloudWatch requests",
  usageType: /CW:Requests/,
  priceKey: /^cloudwatch\.api\.request$/,
};
/** E-mails and publishing to a topic. */
export const MESSAGES: BillItem = {
  title: "e-mails and messages",
  usageType: /DeliveryAttempts/,
  priceKey: /^sns\./,
};
