import type * as pulumi from "@pulumi/pulumi";
import { backupRoleArn } from "../../kinds/backup/service-role";
import type { PlatformContext } from "../shared/context";

/** The place a key policy speaks of. */
type Place = Pick<PlatformContext, "partition" | "region" | "accountId">;

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Principal: Readonly<Record<string, pulumi.Input<string> | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource: "*";
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A KMS key policy. Its principals are always named. */
interface KeyPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** Services that may publish to encrypted topics of the account. */
export const TOPIC_PUBLISHERS = ["budgets", "costalerts", "cloudwatch", "events"].map(
  (service) => `${service}.amazonaws.com`,
);

/**
 * In a key policy this means the key that the policy is attached to and no other: the policy is part of the key, whose
 * ARN does not exist while it is written (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html).
 */
const THIS_KEY = "*";

const USE_KEY = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

/**
 * AWS's default statement: the account's IAM policies decide who administers and uses the key. Through it RDS,
 * ElastiCache, Secrets Manager and S3 work with the rights of whoever calls them, and SQS with those of its producers.
 * All actions, because a key that no principal may administer can be rescued by nobody.
 */
function accountDecides({ partition, accountId }: Place): Statement {
  return {
    Sid: "AccountDecidesByIam",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: "kms:*",
    Resource: THIS_KEY,
  };
}

/**
 * EKS Auto Mode makes encrypted volumes with the cluster's role, and hands EC2 a grant for each
 * (https://docs.aws.amazon.com/eks/latest/userguide/auto-kms.html). The same role decrypts Kubernetes secrets.
 */
function clusterEncryptsVolumes(clusterRoleArn: pulumi.Input<string>): Statement[] {
  return [
    {
      Sid: "ClusterUsesKey",
      Effect: "Allow",
      Principal: { AWS: clusterRoleArn },
      Action: USE_KEY,
      Resource: THIS_KEY,
    },
    {
      Sid: "ClusterGrantsKeyToAwsServices",
      Effect: "Allow",
      Principal: { AWS: clusterRoleArn },
      Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
      Resource: THIS_KEY,
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

/**
 * CloudWatch Logs, for log groups of this account
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html).
 */
function logsEncrypt({ partition, region, accountId }: Place): Statement {
  return {
    Sid: "LogsUseKey",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: USE_KEY,
    Resource: THIS_KEY,
    Condition: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": `arn:${partition}:logs:${region}:${accountId}:log-group:*`,
      },
    },
  };
}

/**
 * Publishing services, for topics of this account. SNS sets the topic as encryption context whoever publishes, while
 * not every service names its source account to KMS (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
 */
function publishersEncrypt({ partition, region, accountId }: Place, services: readonly string[]): Statement {
  return {
    Sid: "PublishersUseKey",
    Effect: "Allow",
    Principal: { Service: services },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: THIS_KEY,
    Condition: {
      ArnLike: {
        "kms:EncryptionContext:aws:sns:topicArn": `arn:${partition}:sns:${region}:${accountId}:*`,
      },
    },
  };
}

/**
 * AWS Backup of another account, which encrypts a copied database with its own key and reads it by this one
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html#copy-encryption). Its role is named by a condition:
 * as a principal KMS would refuse it until the account has used AWS Backup.
 */
function backupAccountCopies({ partition }: Place, accountId: string): Statement[] {
  const principal = { AWS: `arn:${partition}:iam::${accountId}:root` };
  const byBackup = {
    ArnEquals: { "aws:PrincipalArn": backupRoleArn(accountId, partition) },
  };
  return [
    {
      Sid: "BackupAccountUsesKey",
      Effect: "Allow",
      Principal: principal,
      Action: USE_KEY,
      Resource: THIS_KEY,
      Condition: byBackup,
    },
    {
      Sid: "BackupAccountGrantsKeyToAwsServices",
      Effect: "Allow",
      Principal: principal,
      Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
      Resource: THIS_KEY,
      Condition: { ...byBackup, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

/**
 * Policy of the stack's one key: everything that is encrypted at any tier, so that no tier step edits it.
 * @param backupAccountId account of the copies; null for none
 */
export function stackKeyPolicy(
  place: Place,
  clusterRoleArn: pulumi.Input<string>,
  backupAccountId: string | null,
): KeyPolicy {
  return {
    Version: "2012-10-17",
    Statement: [
      accountDecides(place),
      ...clusterEncryptsVolumes(clusterRoleArn),
      logsEncrypt(place),
      publishersEncrypt(place, TOPIC_PUBLISHERS),
      ...(backupAccountId === null ? [] : backupAccountCopies(place, backupAccountId)),
    ],
  };
}

/** Policy of the key of copies: RDS, S3 and Secrets Manager work with the rights of whoever calls them. */
export function copiesKeyPolicy(place: Place): KeyPolicy {
  return { Version: "2012-10-17", Statement: [accountDecides(place)] };
}

/** Policy of a key that encrypts nothing but a topic for alarms. */
export function alarmTopicKeyPolicy(place: Place): KeyPolicy {
  return {
    Version: "2012-10-17",
    Statement: [accountDecides(place), publishersEncrypt(place, ["cloudwatch.amazonaws.com"])],
  };
}
