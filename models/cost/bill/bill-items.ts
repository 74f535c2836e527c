/** How a charge is called on a bill, and which prices of the book stand for it. */
interface BillItem {
  /** What a person calls it; the size that a pattern captures is added. */
  readonly title: string;
  /** Usage type without its region; a group captures the size. */
  readonly usageType: RegExp;
  /** Keys of the price book; a group captures the size. */
  readonly priceKey: RegExp;
}

/**
 * The first row whose pattern fits decides. Names of usage types: each service's page "codes in billing and usage
 * reports" (VPC, Elastic Load Balancing, S3, CloudFront) and the `usagetype` of the AWS Price List.
 */
const BILL_ITEMS: readonly BillItem[] = [
  {
    title: "EKS, extended support",
    usageType: /AmazonEKS-Hours:extendedSupport/,
    priceKey: /^eks\.(?:extendedSupport|controlPlane\.extendedSupport)/,
  },
  {
    title: "EKS control plane",
    usageType: /AmazonEKS-Hours:perCluster/,
    priceKey: /^eks\.controlPlane$/,
  },
  { title: "EKS Auto Mode fee", usageType: /EKS-Auto/, priceKey: /^eks\.autoMode\./ },
  {
    title: "EC2 CPU credits",
    usageType: /(?:^|-)CPUCredits:t/,
    priceKey: /^ec2\.cpuCredits/i,
  },
  {
    title: "EC2 instances",
    usageType: /BoxUsage:([\w.-]+)$/,
    priceKey: /^ec2\.([a-z]\w*\.\w+)$/,
  },
  {
    title: "EBS snapshots",
    usageType: /EBS:SnapshotUsage/,
    priceKey: /^ebs\.snapshot/,
  },
  {
    title: "EBS extra IOPS and throughput",
    usageType: /EBS:VolumeP-(?:IOPS|Throughput)\.gp3/,
    priceKey: /^ebs\.gp3\.(?:iops|throughput)Extra/,
  },
  {
    title: "EBS volumes",
    usageType: /EBS:VolumeUsage/,
    priceKey: /^ebs\.gp3\.storage$/,
  },
  {
    title: "RDS CPU credits",
    usageType: /CPUCredits:db/,
    priceKey: /^rds\.cpuCredits/,
  },
  {
    title: "RDS, extended support",
    usageType: /ExtendedSupport:.*PostgreSQL/i,
    priceKey: /^rds\.extendedSupport/,
  },
  {
    title: "RDS with a standby",
    usageType: /Multi-AZUsage:db\.([\w.]+)$/,
    priceKey: /^rds\.postgres\.multiAz\.db\.([\w.]+)$/,
  },
  {
    title: "RDS instances",
    usageType: /(?:^|-)InstanceUsage:db\.([\w.]+)$/,
    priceKey: /^rds\.postgres\.singleAz\.db\.([\w.]+)$/,
  },
  {
    title: "RDS extra IOPS and throughput",
    usageType: /RDS:(?:Multi-AZ-)?GP3-(?:PIOPS|Throughput)/,
    priceKey: /^rds\.postgres\.gp3\./,
  },
  {
    title: "RDS storage",
    usageType: /RDS:(?:Multi-AZ-)?GP3-Storage/,
    priceKey: /^rds\.postgres\.storage\./,
  },
  {
    title: "RDS backups beyond the free part",
    usageType: /RDS:ChargedBackupUsage/,
    priceKey: /^rds\.backup/,
  },
  {
    title: "ElastiCache nodes",
    usageType: /(?:^|-)NodeUsage:cache\.([\w.]+)$/,
    priceKey: /^elasticache\.valkey\.cache\.([\w.]+)$/,
  },
  {
    title: "ElastiCache backups",
    usageType: /(?:^|-)BackupUsage(?::|$)/,
    priceKey: /^elasticache\.backup/,
  },
  { title: "load balancer", usageType: /LoadBalancerUsage/, priceKey: /^alb\.hour$/ },
  { title: "load balancer capacity units", usageType: /LCUUsage/, priceKey: /^alb\.lcu$/ },
  {
    title: "NAT gateway",
    usageType: /NatGateway-(?:Prvd-)?Hours/,
    priceKey: /^natGateway\.hour$/,
  },
  {
    title: "NAT gateway, data",
    usageType: /NatGateway-(?:Prvd-)?Bytes/,
    priceKey: /^natGateway\.gb$/,
  },
  {
    title: "public IPv4 addresses",
    usageType: /PublicIPv4:/,
    priceKey: /^vpc\.publicIpv4/,
  },
  {
    title: "VPC endpoints",
    usageType: /VpcEndpoint-/,
    priceKey: /^vpc\.interfaceEndpoint/,
  },
  {
    title: "CloudFront requests",
    usageType: /(?:^|-)Requests-(?:Tier\d-HTTPS?|HTTPS?-Proxy)$/,
    priceKey: /^cloudfront\.https?\./,
  },
  {
    title: "CloudFront to the origin",
    usageType: /DataTransfer-Out-OBytes/,
    priceKey: /^cloudfront\.toOrigin/,
  },
  {
    title: "CloudFront origin shield",
    usageType: /OriginShield/,
    priceKey: /^cloudfront\.originShield/,
  },
  {
    title: "CloudFront functions",
    usageType: /Executions-CloudFrontFunctions/,
    priceKey: /^cloudfront\.functions/,
  },
  {
    title: "transfer between zones",
    usageType: /DataTransfer-Regional-Bytes|DataTransfer-xAZ-(?:In|Out)-Bytes/,
    priceKey: /^dataTransfer\.interAz/,
  },
  {
    title: "WAF web ACL and rules",
    usageType: /WebACLV2|RuleV2/,
    priceKey: /^wafv2\.(?:webAcl|rule|managedRuleGroup)/,
  },
  { title: "WAF requests", usageType: /RequestV2/, priceKey: /^wafv2\.requests/ },
  {
    title: "DNS zones",
    usageType: /HostedZone/,
    priceKey: /^route53\.hostedZone/,
  },
  {
    title: "DNS queries",
    usageType: /DNS-Queries/,
    priceKey: /^route53\.queries/,
  },
  {
    title: "DNS health checks",
    usageType: /Health-?Check/i,
    priceKey: /^route53\.healthCheck/,
  },
  {
    title: "CloudWatch alarms",
    usageType: /AlarmMonitorUsage|MetricInsightAlarmUsage/,
    priceKey: /^cloudwatch\.alarm/,
  },
  {
    title: "CloudWatch metrics",
    usageType: /CW:(?:MetricMonitorUsage|ContainerInsight|MetricStreamUsage)/,
    priceKey: /^cloudwatch\.customMetric/,
  },
  {
    title: "CloudWatch dashboards",
    usageType: /DashboardsUsage/,
    priceKey: /^cloudwatch\.dashboard/,
  },
  {
    title: "Container Insights",
    usageType: /ObservationUsage/,
    priceKey: /^cloudwatch\.containerInsights/,
  },
  {
    title: "CloudWatch canaries",
    usageType: /Canary/i,
    priceKey: /^cloudwatch\.synthetics/,
  },
  { title: "CloudWatch RUM", usageType: /RUM/, priceKey: /^cloudwatch\.rum/ },
  {
    title: "logs, taken in",
    usageType: /(?:^|-)(?:DataProcessing(?:IA)?|VendedLog(?:IA)?)-Bytes/,
    priceKey: /^cloudwatch\.(?:logs\.ingestion|logs\.vended|vendedLogs)/,
  },
  {
    title: "logs, queries",
    usageType: /DataScanned-Bytes/,
    priceKey: /^cloudwatch\.logs\.insights/,
  },
  {
    title: "KMS keys",
    usageType: /KMS-Keys/,
    priceKey: /^kms\.key/,
  },
  {
    title: "KMS requests",
    usageType: /KMS-Requests/,
    priceKey: /^kms\.request/,
  },
  {
    title: "secrets",
    usageType: /AWSSecretsManager-Secrets/,
    priceKey: /^secretsManager\.secret/i,
  },
  {
    title: "secrets, requests",
    usageType: /AWSSecretsManager-?API-?Request/i,
    priceKey: /^secretsManager\.(?:api|request)/i,
  },

  { title: "e-mails and messages", usageType: /DeliveryAttempts/, priceKey: /^sns\./ },
  {
    title: "S3 writes and queue requests",
    usageType: /(?:^|-)Requests-(?:[A-Z]+-)?Tier1$/,
    priceKey: /^(?:s3\.put|sqs\.)/,
  },
  {
    title: "S3 reads",
    usageType: /(?:^|-)Requests-(?:[A-Z]+-)?Tier2$/,
    priceKey: /^s3\.get/,
  },
  {
    title: "storage of objects and logs",
    usageType: /TimedStorage/,
    priceKey: /^(?:s3\.|cloudwatch\.logs\.storage|ecr\.)/,
  },
  {
    title: "transfer out",
    usageType: /DataTransfer-Out-Bytes|-Out-Bytes$/,
    priceKey: /^(?:cloudfront\.out|dataTransfer\.out|dataTransfer\.interRegion)/,
  },
];

/** Services as Cost Explorer names them, by the first word of a price key. */
const SERVICES: Readonly<Record<string, string>> = {
  alb: "Amazon Elastic Load Balancing",
  cloudfront: "Amazon CloudFront",
  cloudwatch: "AmazonCloudWatch",
  dataTransfer: "EC2 - Other",
  ebs: "EC2 - Other",
  ec2: "Amazon Elastic Compute Cloud - Compute",
  ecr: "Amazon EC2 Container Registry (ECR)",
  eks: "Amazon Elastic Container Service for Kubernetes",
  elasticache: "Amazon ElastiCache",
  kms: "AWS Key Management Service",
  natGateway: "EC2 - Other",
  rds: "Amazon Relational Database Service",
  route53: "Amazon Route 53",
  s3: "Amazon Simple Storage Service",
  secretsManager: "AWS Secrets Manager",
  sns: "Amazon Simple Notification Service",
  sqs: "Amazon Simple Queue Service",
  vpc: "Amazon Virtual Private Cloud",
  wafv2: "AWS WAF",
};

/** Service that charges a price of the book; the key's first word where none is known. */
export function serviceOfPriceKey(priceKey: string): string {
  const first = priceKey.split(".")[0] ?? priceKey;
  return SERVICES[first] ?? first;
}

/** `2xl` on a bill of RDS is `2xlarge` everywhere else. */
const wholeSize = (size: string): string => size.replace(/\.(\d*)xl$/, ".$1xlarge");

function titleOf(text: string, patternOf: (item: BillItem) => RegExp): string | undefined {
  for (const item of BILL_ITEMS) {
    const match = patternOf(item).exec(text);
    if (match === null) continue;
    const size = match[1];
    return size === undefined ? item.title : `${item.title} ${wholeSize(size)}`;
  }
  return undefined;
}

/** What a usage type such as `USE1-NatGateway-Hours` charges for; undefined when no estimate holds such a thing. */
export const chargeOfUsageType = (usageType: string): string | undefined =>
  titleOf(usageType, (item) => item.usageType);

/** What a key of the price book charges for. */
export const chargeOfPriceKey = (priceKey: string): string | undefined =>
  titleOf(priceKey, (item) => item.priceKey);
