import type { PriceSearch } from "../../../kinds/pricing/price";

type Details = Omit<PriceSearch, "keys" | "serviceCode" | "unit" | "filters" | "usageTypes"> & {
  readonly filters?: Readonly<Record<string, string>>;
};

/** A price that the Price List names by usage type, as it stands there without the region before it. */
const usage = (
  priceKey: string,
  serviceCode: string,
  usageTypes: string | readonly string[],
  unit: string,
  { filters = {}, ...details }: Details = {},
): PriceSearch => ({
  keys: new RegExp(`^(${priceKey.replaceAll(".", String.raw`\.`)})$`),
  serviceCode,
  unit,
  filters: () => filters,
  usageTypes: () => [usageTypes].flat(),
  ...details,
});

const APPLICATION = { operation: "LoadBalancing:Application" };
const NAT = { productFamily: "NAT Gateway" };
const OBJECTS = { productFamily: "Storage" };
const POSTGRES = { databaseEngine: "PostgreSQL" };
const LEAVING = { regionAttribute: "fromRegionCode", filters: { transferType: "AWS Outbound" } };

const transferOut = (step: string, beginsAt: number): PriceSearch =>
  usage(`dataTransfer.out.internet.${step}`, "AWSDataTransfer", "DataTransfer-Out-Bytes", "GB", {
    ...LEAVING,
    beginsAt,
  });
const objects = (step: string, beginsAt: number): PriceSearch =>
  usage(`s3.standard.${step}`, "AmazonS3", "TimedStorage-ByteHrs", "GB-Mo", { filters: OBJECTS, beginsAt });

/**
 * What tiers are charged for beside instances and their disks. Offer codes, usage types and units as public copies of
 * the Price List have them (2026-09: us-east-1, ap-southeast-1, ap-southeast-5).
 */
export const USAGE_SEARCHES: readonly PriceSearch[] = [
  usage("alb.hour", "AWSELB", "LoadBalancerUsage", "Hrs", { filters: APPLICATION }),
  usage("alb.lcu", "AWSELB", "LCUUsage", "LCU-Hrs", { filters: APPLICATION }),
  usage("natGateway.hour", "AmazonEC2", "NatGateway-Hours", "Hrs", { filters: NAT }),
  usage("natGateway.gb", "AmazonEC2", "NatGateway-Bytes", "GB", { filters: NAT }),
  usage("vpc.publicIpv4", "AmazonVPC", "PublicIPv4:InUseAddress", "Hrs"),
  usage("eks.controlPlane", "AmazonEKS", "AmazonEKS-Hours:perCluster", "Hours"),
  usage("eks.extendedSupport.surcharge", "AmazonEKS", "AmazonEKS-Hours:extendedSupport", "Hours"),
  {
    keys: /^eks\.autoMode\.([a-z]\d+g\.\w+)$/,
    serviceCode: "AmazonEKS",
    unit: "hours",
    filters: () => ({}),
    usageTypes: (instanceType) => [`EKS-Auto:${instanceType}-management-hours`],
  },
  usage("rds.backup.beyondFree", "AmazonRDS", "RDS:ChargedBackupUsage", "GB-Mo", { filters: POSTGRES }),
  usage("rds.cpuCredits.t3t4g", "AmazonRDS", "CPUCredits:db.t4g", "vCPU-Hours", { filters: POSTGRES }),
  usage("ec2.cpuCredits.t4g", "AmazonEC2", "CPUCredits:t4g", "vCPU-Hours", {
    filters: { productFamily: "CPU Credits" },
  }),
  usage("elasticache.backup", "AmazonElastiCache", "BackupUsage", "GB-Mo"),
  objects("first50TB", 0),
  objects("next450TB", 51_200),
  objects("over500TB", 512_000),
  usage("s3.standardIa", "AmazonS3", "TimedStorage-SIA-ByteHrs", "GB-Mo", { filters: OBJECTS }),
  usage("s3.put", "AmazonS3", "Requests-Tier1", "Requests", { per: 1_000 }),
  usage("s3.get", "AmazonS3", "Requests-Tier2", "Requests", { per: 1_000 }),
  transferOut("first10TB", 0),
  transferOut("next40TB", 10_240),
  transferOut("next100TB", 51_200),
  transferOut("over150TB", 153_600),
  usage("dataTransfer.interAz", "AWSDataTransfer", "DataTransfer-Regional-Bytes", "GB", {
    regionAttribute: "fromRegionCode",
  }),
  usage("cloudwatch.logs.ingestion", "AmazonCloudWatch", "DataProcessing-Bytes", "GB", {
    filters: { operation: "PutLogEvents" },
  }),
  usage("cloudwatch.logs.storage", "AmazonCloudWatch", "TimedStorage-ByteHrs", "GB-Mo"),
  usage("cloudwatch.alarm.standard", "AmazonCloudWatch", "CW:AlarmMonitorUsage", "Alarms"),
  usage("cloudwatch.alarm.composite", "AmazonCloudWatch", "CW:CompositeAlarmMonitorUsage", "Alarms"),
  usage("kms.key", "awskms", "KMS-Keys", "Keys"),
  usage("kms.requests.symmetric", "awskms", "KMS-Requests", "Requests", { per: 10_000 }),
  usage(
    "secretsManager.secret",
    "AWSSecretsManager",
    ["AWSSecretsManager-Secret", "AWSSecretsManager-Secrets"],
    "Secrets",
  ),
  usage(
    "secretsManager.api",
    "AWSSecretsManager",
    ["AWSSecretsManagerAPIRequest", "AWSSecretsManager-APIRequests"],
    "API Requests",
    { per: 10_000 },
  ),
  usage("sqs.standard", "AWSQueueService", ["Requests-Tier1", "Requests-RBP"], "Requests", {
    filters: { queueType: "Standard" },
    per: 1_000_000,
  }),
  usage("sns.publish", "AmazonSNS", "Requests-Tier1", "Requests", { per: 1_000_000 }),
  usage("sns.email", "AmazonSNS", "DeliveryAttempts-SMTP", "Notifications", { per: 100_000 }),
];
