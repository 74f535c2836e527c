import type { TierSpec } from "../../tiers";
import { at, listOf } from "../../models/manifest/values";
import { textOf } from "../read";
import type { PolicyResource } from "../rule";
import { CLUSTER, DATABASE, SUBNET, VPC } from "./network";

/** A resource that another one is not safe, or not of use, without. */
export interface Companion {
  readonly type: string;
  /** Input of the companion that means the resource. */
  readonly by: string;
  /** What is so without it. */
  readonly without: string;
  /** Default: every resource of the type. */
  readonly when?: (resource: PolicyResource, tier: TierSpec) => boolean;
}

export const BUCKET = "aws:s3/bucket:Bucket";
export const QUEUE = "aws:sqs/queue:Queue";
export const TOPIC = "aws:sns/topic:Topic";
export const SECRET = "aws:secretsmanager/secret:Secret";
export const KEY = "aws:kms/key:Key";

/** Logs expire by themselves; what holds data is protected. */
export const holdsData = ({ protect }: PolicyResource): boolean => protect;

const ofBucket = (name: string, without: string, when?: Companion["when"]): Companion => ({
  type: `aws:s3/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`,
  by: "bucket",
  without,
  ...(when === undefined ? {} : { when }),
});

const isQueried = (_resource: PolicyResource, { users }: TierSpec): boolean => users >= 2_000;

/** By type, what must be there beside each resource. */
export const COMPANIONS: Readonly<Record<string, readonly Companion[]>> = {
  [BUCKET]: [
    ofBucket("bucketPublicAccessBlock", "an object or a policy could be made public"),
    ofBucket("bucketServerSideEncryptionConfiguration", "how objects are encrypted is left to S3"),
    ofBucket("bucketOwnershipControls", "access lists of single objects count"),
    ofBucket("bucketPolicy", "plain HTTP is answered"),
    ofBucket("bucketLifecycleConfiguration", "uploads that broke off and old objects stay for ever"),
    ofBucket("bucketVersioning", "what is overwritten or deleted is gone", holdsData),
  ],
  [QUEUE]: [{ type: "aws:sqs/queuePolicy:QueuePolicy", by: "queueUrl", without: "plain HTTP is answered" }],
  [TOPIC]: [
    {
      type: "aws:sns/topicPolicy:TopicPolicy",
      by: "arn",
      without: "the services that raise alarms cannot publish to it",
    },
    { type: "aws:sns/topicSubscription:TopicSubscription", by: "topic", without: "nobody hears of it" },
  ],
  [SECRET]: [
    { type: "aws:secretsmanager/secretVersion:SecretVersion", by: "secretId", without: "it is empty" },
  ],
  "aws:wafv2/webAcl:WebAcl": [
    {
      type: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
      by: "resourceArn",
      without: "nobody can tell whom it refused, and why",
    },
  ],
  [VPC]: [
    {
      type: "aws:ec2/flowLog:FlowLog",
      by: "vpcId",
      without: "nobody can tell afterwards who spoke to whom",
      when: isQueried,
    },
  ],
  [SUBNET]: [
    {
      type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
      by: "subnetId",
      without: "it has the VPC's main route table",
    },
  ],
  [CLUSTER]: [
    { type: "aws:eks/addon:Addon", by: "clusterName", without: "autoscalers see no load" },
    { type: "aws:eks/accessEntry:AccessEntry", by: "clusterName", without: "nobody gets in" },
  ],
};

/** Names of the log groups that a resource writes to. */
export function logGroupsOf({ type, inputs }: PolicyResource): readonly string[] {
  if (type === CLUSTER) return [`/aws/eks/${textOf(inputs["name"])}/cluster`];
  if (type === DATABASE)
    return listOf(inputs["enabledCloudwatchLogsExports"]).map(
      (log) => `/aws/rds/instance/${textOf(inputs["identifier"])}/${textOf(log)}`,
    );
  return listOf(inputs["logDeliveryConfigurations"])
    .filter((one) => at(one, "destinationType") === "cloudwatch-logs")
    .map((one) => textOf(at(one, "destination")));
}
