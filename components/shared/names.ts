import { createHash } from "node:crypto";
import type { PlatformContext } from "./context";

/**
 * Longest physical name AWS accepts, by Pulumi type (service quotas and API references of each service).
 * S3 and Secrets Manager names are given as prefixes with a hyphen: the provider adds 26 characters of its own.
 */
export const NAME_LENGTH_MAX = {
  "aws:budgets/budget:Budget": 100,
  "aws:cloudfront/function:Function": 64,
  "aws:cloudfront/originAccessControl:OriginAccessControl": 64,
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": 128,
  "aws:cloudfront/vpcOrigin:VpcOrigin": 64,
  "aws:cloudwatch/metricAlarm:MetricAlarm": 255,
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": 100,
  "aws:costexplorer/anomalySubscription:AnomalySubscription": 100,
  "aws:ec2/securityGroup:SecurityGroup": 255,
  "aws:ecr/repository:Repository": 256,
  "aws:eks/cluster:Cluster": 100,
  "aws:elasticache/parameterGroup:ParameterGroup": 255,
  "aws:elasticache/replicationGroup:ReplicationGroup": 40,
  "aws:elasticache/subnetGroup:SubnetGroup": 255,
  "aws:elasticache/user:User": 40,
  "aws:elasticache/userGroup:UserGroup": 40,
  "aws:iam/instanceProfile:InstanceProfile": 128,
  "aws:iam/policy:Policy": 128,
  "aws:iam/role:Role": 64,
  "aws:kms/alias:Alias": 250,
  "aws:lb/loadBalancer:LoadBalancer": 32,
  "aws:lb/targetGroup:TargetGroup": 32,
  "aws:rds/instance:Instance": 63,
  "aws:rds/parameterGroup:ParameterGroup": 255,
  "aws:rds/subnetGroup:SubnetGroup": 255,
  "aws:s3/bucket:Bucket": 36,
  "aws:secretsmanager/secret:Secret": 485,
  "aws:sns/topic:Topic": 256,
  "aws:sqs/queue:Queue": 80,
  "aws:wafv2/webAcl:WebAcl": 128,
} as const;
export type NamedType = keyof typeof NAME_LENGTH_MAX;
/** Types whose names are given as prefixes. */
export type PrefixedType = "aws:s3/bucket:Bucket" | "aws:secretsmanager/secret:Secret";

const HASH_LENGTH = 8;

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");

function fingerprint(parts: readonly string[]): string {
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return BigInt(`0x${digest.slice(0, 16)}`)
    .toString(36)
    .padStart(HASH_LENGTH, "0")
    .slice(-HASH_LENGTH);
}

/** Beginnings that AWS keeps for itself: of load balancers, of security groups, of buckets. */
const RESERVED_START = /^(internal|sg|sthree|amzn-s3-demo)-/;

/**
 * Physical name of a resource: `<environment>-<role>-<hash>`. Lower-case letters, digits and single hyphens,
 * beginning with a letter, never longer than AWS allows for the type. The hash is of project, stack, environment
 * and role, so names that are cut, or read the same, still differ. An `e` goes before an environment that begins with
 * a digit, or that would begin the name with a word AWS keeps for itself.
 * @throws RangeError when `role` alone does not fit
 */
export function physicalName(
  context: Pick<PlatformContext, "project" | "stack" | "environment">,
  type: NamedType,
  role: string,
): string {
  const max = NAME_LENGTH_MAX[type];
  const hash = fingerprint([context.project, context.stack, context.environment, role]);
  const suffix = [slug(role), hash].filter((part) => part !== "").join("-");
  const room = max - suffix.length - 1;
  if (room < 1)
    throw new RangeError(`The role "${role}" is too long for a ${type}: its names hold ${max} characters.`);
  const environment = slug(context.environment);
  const nameFrom = (start: string): string => `${start.slice(0, room).replace(/-+$/, "")}-${suffix}`;
  const name = nameFrom(environment);
  return /^[a-z]/.test(name) && !RESERVED_START.test(name) ? name : nameFrom(`e${environment}`);
}
