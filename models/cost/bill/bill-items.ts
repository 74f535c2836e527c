import { KINDS } from "../../../kinds";
import type { BillItem } from "../../../kinds/pricing/price";

/** What accounts are charged for beside what a tier builds. */
const ELSEWHERE: readonly BillItem[] = [
  { title: "DNS zones", usageType: /HostedZone/, priceKey: /^route53\.hostedZone/ },
  { title: "DNS queries", usageType: /DNS-Queries/, priceKey: /^route53\.queries/ },
  { title: "DNS health checks", usageType: /Health-?Check/i, priceKey: /^route53\.healthCheck/ },
  {
    title: "CloudWatch metrics",
    usageType: /CW:(?:ContainerInsight|MetricStreamUsage)/,
    priceKey: /^cloudwatch\.metricStream/,
  },
  { title: "Container Insights", usageType: /ObservationUsage/, priceKey: /^cloudwatch\.containerInsights/ },
];

/**
 * How charges are called, by the usage types of each service's page "codes in billing and usage reports" (VPC, Elastic
 * Load Balancing, S3, CloudFront) and the `usagetype` of the AWS Price List. No usage type and no price key fits two of
 * them, so their order decides nothing.
 */
export const BILL_ITEMS: readonly BillItem[] = [
  ...new Set([...KINDS.flatMap(({ price }) => ("bill" in price ? price.bill : [])), ...ELSEWHERE]),
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
  lambda: "AWS Lambda",
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
