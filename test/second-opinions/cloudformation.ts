import { isRecord } from "../../models/manifest/values";
import type { PolicyResource } from "../../policies/rule";

/** How a type is written in CloudFormation: its type there, and inputs by their property. */
interface Form {
  readonly type: string;
  readonly properties: Readonly<Record<string, string>>;
  /** Properties that are lists there, and one value here. */
  readonly lists?: readonly string[];
}

/**
 * The types whose inputs CloudFormation has one by one, under another spelling. What it cuts otherwise, as distributions and
 * the settings of buckets, is judged as Terraform, which Pulumi's provider is made of.
 */
const FORMS: Readonly<Record<string, Form>> = {
  "aws:iam/role:Role": {
    type: "AWS::IAM::Role",
    properties: {
      name: "RoleName",
      assumeRolePolicy: "AssumeRolePolicyDocument",
      managedPolicyArns: "ManagedPolicyArns",
      maxSessionDuration: "MaxSessionDuration",
    },
  },
  "aws:iam/rolePolicy:RolePolicy": {
    type: "AWS::IAM::RolePolicy",
    properties: { name: "PolicyName", policy: "PolicyDocument", role: "RoleName" },
  },
  "aws:s3/bucketPolicy:BucketPolicy": {
    type: "AWS::S3::BucketPolicy",
    properties: { bucket: "Bucket", policy: "PolicyDocument" },
  },
  "aws:sqs/queuePolicy:QueuePolicy": {
    type: "AWS::SQS::QueuePolicy",
    properties: { queueUrl: "Queues", policy: "PolicyDocument" },
    lists: ["Queues"],
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    type: "AWS::SNS::TopicPolicy",
    properties: { arn: "Topics", policy: "PolicyDocument" },
    lists: ["Topics"],
  },
  "aws:kms/key:Key": {
    type: "AWS::KMS::Key",
    properties: {
      policy: "KeyPolicy",
      enableKeyRotation: "EnableKeyRotation",
      deletionWindowInDays: "PendingWindowInDays",
      rotationPeriodInDays: "RotationPeriodInDays",
    },
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    type: "AWS::Logs::LogGroup",
    properties: { name: "LogGroupName", retentionInDays: "RetentionInDays", kmsKeyId: "KmsKeyId" },
  },
  "aws:sqs/queue:Queue": {
    type: "AWS::SQS::Queue",
    properties: {
      name: "QueueName",
      visibilityTimeoutSeconds: "VisibilityTimeout",
      messageRetentionSeconds: "MessageRetentionPeriod",
      receiveWaitTimeSeconds: "ReceiveMessageWaitTimeSeconds",
      kmsMasterKeyId: "KmsMasterKeyId",
      kmsDataKeyReusePeriodSeconds: "KmsDataKeyReusePeriodSeconds",
      sqsManagedSseEnabled: "SqsManagedSseEnabled",
    },
  },
  "aws:sns/topic:Topic": {
    type: "AWS::SNS::Topic",
    properties: { name: "TopicName", kmsMasterKeyId: "KmsMasterKeyId" },
  },
  "aws:rds/instance:Instance": {
    type: "AWS::RDS::DBInstance",
    properties: {
      identifier: "DBInstanceIdentifier",
      instanceClass: "DBInstanceClass",
      engine: "Engine",
      engineVersion: "EngineVersion",
      engineLifecycleSupport: "EngineLifecycleSupport",
      dbName: "DBName",
      username: "MasterUsername",
      storageType: "StorageType",
      storageEncrypted: "StorageEncrypted",
      kmsKeyId: "KmsKeyId",
      maxAllocatedStorage: "MaxAllocatedStorage",
      multiAz: "MultiAZ",
      publiclyAccessible: "PubliclyAccessible",
      backupRetentionPeriod: "BackupRetentionPeriod",
      backupWindow: "PreferredBackupWindow",
      maintenanceWindow: "PreferredMaintenanceWindow",
      deletionProtection: "DeletionProtection",
      deleteAutomatedBackups: "DeleteAutomatedBackups",
      autoMinorVersionUpgrade: "AutoMinorVersionUpgrade",
      copyTagsToSnapshot: "CopyTagsToSnapshot",
      iamDatabaseAuthenticationEnabled: "EnableIAMDatabaseAuthentication",
      performanceInsightsEnabled: "EnablePerformanceInsights",
      performanceInsightsRetentionPeriod: "PerformanceInsightsRetentionPeriod",
      enabledCloudwatchLogsExports: "EnableCloudwatchLogsExports",
      caCertIdentifier: "CACertificateIdentifier",
      replicateSourceDb: "SourceDBInstanceIdentifier",
    },
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    type: "AWS::ElastiCache::ReplicationGroup",
    properties: {
      description: "ReplicationGroupDescription",
      replicationGroupId: "ReplicationGroupId",
      nodeType: "CacheNodeType",
      engine: "Engine",
      engineVersion: "EngineVersion",
      numNodeGroups: "NumNodeGroups",
      replicasPerNodeGroup: "ReplicasPerNodeGroup",
      automaticFailoverEnabled: "AutomaticFailoverEnabled",
      multiAzEnabled: "MultiAZEnabled",
      atRestEncryptionEnabled: "AtRestEncryptionEnabled",
      transitEncryptionEnabled: "TransitEncryptionEnabled",
      snapshotRetentionLimit: "SnapshotRetentionLimit",
      snapshotWindow: "SnapshotWindow",
      maintenanceWindow: "PreferredMaintenanceWindow",
    },
  },
  "aws:ec2/vpc:Vpc": {
    type: "AWS::EC2::VPC",
    properties: {
      cidrBlock: "CidrBlock",
      enableDnsHostnames: "EnableDnsHostnames",
      enableDnsSupport: "EnableDnsSupport",
    },
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    type: "AWS::EC2::SecurityGroupIngress",
    properties: {
      securityGroupId: "GroupId",
      cidrIpv4: "CidrIp",
      cidrIpv6: "CidrIpv6",
      ipProtocol: "IpProtocol",
      fromPort: "FromPort",
      toPort: "ToPort",
      referencedSecurityGroupId: "SourceSecurityGroupId",
      prefixListId: "SourcePrefixListId",
    },
  },
};

/** Inputs that hold JSON text, and are records in CloudFormation. */
const DOCUMENTS = ["policy", "assumeRolePolicy"];

function valueOf(input: string, value: unknown): unknown {
  if (!DOCUMENTS.includes(input) || typeof value !== "string") return value;
  return JSON.parse(value) as unknown;
}

/** Ids and ARNs that a dry run makes up, in the form in which AWS gives them. */
const asAwsGivesThem = (template: string): string =>
  template
    .replace(/arn:aws:iam:us-east-1:(\d{12}):([\w-]+)/g, "arn:aws:iam::$1:role/$2")
    .replace(
      /arn:aws:kms:us-east-1:(\d{12}):key\/[\w-]+/g,
      "arn:aws:kms:us-east-1:$1:key/12345678-1234-1234-1234-123456789012",
    )
    .replace(/"(?:[\w-]+-security-group-id|sg-eks-cluster)"/g, '"sg-0123456789abcdef0"');

/** Whether a type can be written as CloudFormation, property by property. */
export const isConvertible = ({ type }: PolicyResource): boolean => FORMS[type] !== undefined;

/** A template with resources under names of ours, which are kept in the metadata; what has no form there is left out. */
export function cloudFormationOf(resources: Readonly<Record<string, PolicyResource>>): string {
  const entries = Object.entries(resources).flatMap(([key, { type, inputs }], index) => {
    const form = FORMS[type];
    if (form === undefined) return [];
    const { properties, lists = [] } = form;
    const given = Object.entries(properties).flatMap(([input, property]) => {
      const value = valueOf(input, inputs[input]);
      if (value === undefined || value === null) return [];
      return [[property, lists.includes(property) && !isRecord(value) ? [value] : value] as const];
    });
    return [
      [`R${index}`, { Type: form.type, Metadata: { key }, Properties: Object.fromEntries(given) }] as const,
    ];
  });
  const template = { AWSTemplateFormatVersion: "2010-09-09", Resources: Object.fromEntries(entries) };
  return asAwsGivesThem(JSON.stringify(template));
}
