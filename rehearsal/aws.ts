import { cloudAnswer, cloudOutputs } from "../models/cloud-outputs";
import { version } from "@pulumi/aws/package.json";
import { awsReplacing } from "../models/replacement/replacement";
import { inputNames } from "./sdk-inputs";
import { NAME_INPUTS } from "./physical-names";
import type { Identity, Package } from "./stand-in";
import { isRecord, isSet, recordOf, type Values } from "../models/manifest/values";
import { textOf } from "./values";

interface Uniqueness {
  readonly inputs: readonly string[];
  readonly again: Identity["again"];
}
const refuse = (...inputs: string[]): Uniqueness => ({ inputs, again: "refuse" });
const overwrite = (...inputs: string[]): Uniqueness => ({ inputs, again: "overwrite" });

const rule = refuse(
  "securityGroupId",
  "ipProtocol",
  "fromPort",
  "toPort",
  "cidrIpv4",
  "cidrIpv6",
  "prefixListId",
  "referencedSecurityGroupId",
);

/**
 * Inputs by which AWS tells whether an object exists already, from the API reference of each service: creating it again
 * is refused, or puts the same thing once more. Types that are not here may exist any number of times.
 */
const UNIQUENESS: Readonly<Record<string, Uniqueness>> = {
  "aws:acm/certificateValidation:CertificateValidation": overwrite("certificateArn"),
  "aws:budgets/budget:Budget": refuse("name"),
  "aws:cloudfront/function:Function": refuse("name"),
  "aws:cloudfront/originAccessControl:OriginAccessControl": refuse("name"),
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": refuse("name"),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": overwrite("alarmName"),
  "aws:cloudwatch/dashboard:Dashboard": overwrite("dashboardName"),
  "aws:cloudwatch/logGroup:LogGroup": refuse("name"),
  "aws:cloudwatch/metricAlarm:MetricAlarm": overwrite("name"),
  "aws:costexplorer/anomalySubscription:AnomalySubscription": refuse("name"),
  "aws:costexplorer/costAllocationTag:CostAllocationTag": overwrite("tagKey"),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": overwrite("vpcId"),
  "aws:ec2/route:Route": refuse("routeTableId", "destinationCidrBlock"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": refuse("subnetId"),
  "aws:ec2/securityGroup:SecurityGroup": refuse("vpcId", "name"),
  "aws:ec2/subnet:Subnet": refuse("vpcId", "cidrBlock"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": refuse("vpcId", "serviceName"),
  "aws:ecr/repository:Repository": refuse("name"),
  "aws:eks/accessEntry:AccessEntry": refuse("clusterName", "principalArn"),
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": overwrite(
    "clusterName",
    "principalArn",
    "policyArn",
  ),
  "aws:eks/addon:Addon": refuse("clusterName", "addonName"),
  "aws:eks/cluster:Cluster": refuse("name"),
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": refuse(
    "clusterName",
    "namespace",
    "serviceAccount",
  ),
  "aws:elasticache/parameterGroup:ParameterGroup": refuse("name"),
  "aws:elasticache/replicationGroup:ReplicationGroup": refuse("replicationGroupId"),
  "aws:elasticache/subnetGroup:SubnetGroup": refuse("name"),
  "aws:elasticache/user:User": refuse("userId"),
  "aws:elasticache/userGroup:UserGroup": refuse("userGroupId"),
  "aws:iam/instanceProfile:InstanceProfile": refuse("name"),
  "aws:iam/policy:Policy": refuse("name"),
  "aws:iam/role:Role": refuse("name"),
  "aws:iam/rolePolicy:RolePolicy": overwrite("role", "name"),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": overwrite("role", "policyArn"),
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": refuse("name"),
  "aws:kinesis/stream:Stream": refuse("name"),
  "aws:kms/alias:Alias": refuse("name"),
  "aws:lb/listener:Listener": refuse("loadBalancerArn", "port"),
  "aws:lb/loadBalancer:LoadBalancer": refuse("name"),
  "aws:lb/targetGroup:TargetGroup": refuse("name"),
  "aws:rds/instance:Instance": refuse("identifier"),
  "aws:rds/parameterGroup:ParameterGroup": refuse("name"),
  "aws:rds/subnetGroup:SubnetGroup": refuse("name"),
  "aws:route53/record:Record": refuse("zoneId", "name", "type"),
  "aws:rum/appMonitor:AppMonitor": refuse("name"),
  "aws:s3/bucket:Bucket": refuse("bucket"),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": overwrite("bucket"),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": overwrite("bucket"),
  "aws:s3/bucketPolicy:BucketPolicy": overwrite("bucket"),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": overwrite("bucket"),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    overwrite("bucket"),
  "aws:s3/bucketVersioning:BucketVersioning": overwrite("bucket"),
  "aws:secretsmanager/secret:Secret": refuse("name"),
  "aws:sns/topic:Topic": overwrite("name"),
  "aws:sns/topicPolicy:TopicPolicy": overwrite("arn"),
  "aws:sns/topicSubscription:TopicSubscription": overwrite("topic", "protocol", "endpoint"),
  "aws:sqs/queue:Queue": overwrite("name"),
  "aws:sqs/queuePolicy:QueuePolicy": overwrite("queueUrl"),
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": overwrite("queueUrl"),
  "aws:synthetics/canary:Canary": refuse("name"),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule,
  "aws:wafv2/webAcl:WebAcl": refuse("scope", "name"),
};

const COMPUTED_TEXT = /(arn|id|url|endpoint|address|name|domain)$/i;

/** `aws`: what the provider and AWS answer, as far as this program can see. */
export class AwsPackage implements Package {
  readonly name = "aws";
  readonly version = version;
  region = "us-east-1";
  private defaultTags: Values = {};

  configure(config: Values): void {
    if (typeof config["region"] === "string") this.region = config["region"];
    // Objects in a provider's configuration travel as JSON text.
    const defaults: unknown =
      typeof config["defaultTags"] === "string" ? JSON.parse(config["defaultTags"]) : config["defaultTags"];
    this.defaultTags = recordOf(recordOf(defaults)["tags"]);
  }

  configProblems(): [] {
    return [];
  }

  configReplacing(): [] {
    return [];
  }

  problems(): [] {
    return [];
  }

  identity(type: string, inputs: Values): Identity | null {
    const uniqueness = UNIQUENESS[type];
    if (uniqueness === undefined) return null;
    const [first = ""] = uniqueness.inputs;
    const isNamed =
      isSet(inputs[first]) &&
      uniqueness.inputs.every((key) => !NAME_INPUTS.includes(key) || isSet(inputs[key]));
    if (!isNamed) return null;
    const parts = uniqueness.inputs.map((key) => textOf(inputs[key] ?? "-"));
    const region = textOf(inputs["region"] ?? this.region);
    const key = [...parts, ...(region === this.region ? [] : [region])].join("/");
    return { key, again: uniqueness.again, ...(uniqueness.again === "overwrite" ? { id: key } : {}) };
  }

  outputs(type: string, handle: string, inputs: Values): Values {
    const { allowed, computed } = inputNames(type);
    const properties = new Set([...allowed, ...computed]);
    const given = cloudOutputs(type, handle, { ...inputs });
    const guessed = computed
      .filter((key) => COMPUTED_TEXT.test(key) && !(key in given))
      .map((key): [string, unknown] => [key, `${handle}-${key}`]);
    const tags = isRecord(inputs["tags"]) ? inputs["tags"] : {};
    return {
      ...Object.fromEntries(guessed),
      ...Object.fromEntries<unknown>(Object.entries(given).filter(([key]) => properties.has(key))),
      ...(properties.has("region") ? { region: inputs["region"] ?? this.region } : {}),
      ...(properties.has("tagsAll") ? { tagsAll: { ...this.defaultTags, ...tags } } : {}),
    };
  }

  replacing(...[type, before, after, changes]: Parameters<Package["replacing"]>) {
    return awsReplacing(type, before, after, changes, this.region);
  }

  /** The bridge deletes first when the program itself chose the name and keeps it. */
  deletesBeforeReplace(type: string, before: Values, after: Values): boolean {
    if (type === "aws:route53/record:Record") return false;
    return NAME_INPUTS.some((key) => isSet(before[key]) && before[key] === after[key]);
  }

  invoke(token: string, args: Values): Values {
    return cloudAnswer(token, { ...args });
  }
}
