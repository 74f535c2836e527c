import { backupRoleArn } from "../../kinds/backup/service-role";
import { copyBucket } from "./copy-buckets";
import { accountArn, getAtt, policy, ref, retained, sub } from "./template";
import type { Template, TemplateResource, TemplateValue } from "./template";

/** A stack whose backups are copied, and how they are kept in another account. */
export interface BackedUpStack {
  readonly project: string;
  readonly stack: string;
  /** The stack's: twelve digits. */
  readonly account: string;
  readonly region: string;
  /** AWS Organization of both accounts. */
  readonly organization: string;
  /** Days for which a copy of an object that was deleted or overwritten can be brought back. */
  readonly keptVersionDays: number;
  /** Days from the deployment until nobody can take the vault's lock away; undefined: administrators always can. */
  readonly complianceLockDays?: number;
  /** A new account that the stack is restored in, which reads the copies; twelve digits. Undefined while nothing is lost. */
  readonly restoredIn?: string;
}

/** Of the setting `backupAccount` of the stack, by the outputs that hold them. */
export const BACKUP_ACCOUNT_OUTPUTS = {
  VaultArn: "vaultArn",
  KeyArn: "keyArn",
  SnapshotBucketArn: "snapshotBucketArn",
  AssetBucketArn: "assetBucketArn",
} as const;

/** Qdrant's snapshots, in the bucket of the stack. */
const SNAPSHOT_PREFIX = "snapshots/";
/** For how many days the vault takes copies of databases; those of the stack are for the least. */
const COPY_DAYS = { min: 7, max: 35 };
/** The longest that KMS waits before it deletes a key, without which every copy is lost. */
const KEY_DELETION_DAYS = 30;
/** AWS Backup takes 50 characters, of which the end of a name has 13. */
const NAME_MAX = 37;

/** What is made is called so, and so is CloudFormation's stack, whose name begins with a letter. */
export const copiesName = (stack: string): string =>
  `copies-of-${stack.replaceAll(/[^A-Za-z0-9]+/g, "-")}`.slice(0, NAME_MAX);

/**
 * The name with the last part of the id of CloudFormation's stack: a vault that was retained does not stand in the way of
 * the next one.
 */
function uniqueName({ stack }: BackedUpStack, before = ""): TemplateValue {
  const id: TemplateValue = { "Fn::Select": [2, { "Fn::Split": ["/", ref("AWS::StackId")] }] };
  const end: TemplateValue = { "Fn::Select": [4, { "Fn::Split": ["-", id] }] };
  return { "Fn::Join": ["-", [before + copiesName(stack), end]] };
}

/**
 * The key of the copies. AWS Backup copies by its own role in the account of the vault, which IAM decides
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html). S3 copies by a role of the
 * source's account, with Decrypt because it opens the bucket's key that it made before
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html); no policy lets that account
 * read an object here.
 */
const key = ({ account, region, project, stack, restoredIn }: BackedUpStack): TemplateResource =>
  retained("AWS::KMS::Key", {
    Description: `Copies of the backups of stack ${stack} of project ${project}`,
    EnableKeyRotation: true,
    PendingWindowInDays: KEY_DELETION_DAYS,
    KeyPolicy: policy(
      {
        Sid: "AccountDecides",
        Effect: "Allow",
        Principal: { AWS: sub(accountArn("${AWS::AccountId}")) },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "ReplicateThroughS3",
        Effect: "Allow",
        Principal: { AWS: accountArn(account) },
        Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: throughS3(region),
      },
      ...(restoredIn === undefined ? [] : restoredFrom(restoredIn, region)),
    ),
  });

const throughS3 = (region: string) => ({
  StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
});

/**
 * A new account reads the copies: databases by its AWS Backup, which copies them there
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html#copy-encryption), and objects through S3.
 */
function restoredFrom(account: string, region: string): TemplateValue[] {
  const byBackup = { ArnEquals: { "aws:PrincipalArn": backupRoleArn(account) } };
  const allow = (
    Sid: string,
    Action: readonly string[],
    Condition: { readonly [key: string]: TemplateValue },
  ): TemplateValue => ({
    Sid,
    Effect: "Allow",
    Principal: { AWS: accountArn(account) },
    Action,
    Resource: "*",
    Condition,
  });
  return [
    allow(
      "RestoreByBackup",
      ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      byBackup,
    ),
    allow("RestoreByServices", ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"], {
      ...byBackup,
      Bool: { "kms:GrantIsForAWSResource": "true" },
    }),
    allow("ReadThroughS3", ["kms:Decrypt"], throughS3(region)),
  ];
}

/**
 * Copies come in from one account, as long as it is in the organization: without that AWS Backup copies nothing anyway. From
 * another account everything else is refused, whatever a policy says
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html).
 *
 * Nobody deletes a copy or shortens its life; that it ends in time is done by AWS Backup itself, as in the vault that it makes
 * for EFS, which has the same Deny. Changing this policy is not denied: neither CloudFormation nor root could ever again, and
 * what must hold against administrators is held by the lock.
 */
const accessPolicy = ({ account, organization }: BackedUpStack): TemplateValue =>
  policy(
    {
      Sid: "TakeCopies",
      Effect: "Allow",
      Principal: { AWS: accountArn(account) },
      Action: "backup:CopyIntoBackupVault",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": organization } },
    },
    {
      Sid: "DeleteNothing",
      Effect: "Deny",
      Principal: "*",
      Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
      Resource: "*",
    },
  );

/**
 * Without `ChangeableForDays` it is a lock that administrators of this account can take away. The longest retention is for
 * the bill: whoever holds the account that is backed up could send copies for ever, which nobody may delete.
 */
const vault = (stack: BackedUpStack): TemplateResource =>
  retained("AWS::Backup::BackupVault", {
    BackupVaultName: uniqueName(stack),
    EncryptionKeyArn: getAtt("Key"),
    LockConfiguration: {
      MinRetentionDays: COPY_DAYS.min,
      MaxRetentionDays: COPY_DAYS.max,
      ...(stack.complianceLockDays === undefined ? {} : { ChangeableForDays: stack.complianceLockDays }),
    },
    AccessPolicy: accessPolicy(stack),
  });

/** Copies in the account that is backed up would be lost with it, and the key's policy names the region of the stack. */
const rules = ({ account, region }: BackedUpStack): Template["Rules"] => ({
  AnotherAccount: {
    Assertions: [
      {
        Assert: { "Fn::Not": [{ "Fn::Equals": [ref("AWS::AccountId"), account] }] },
        AssertDescription: `${account} is the account that is backed up. Deploy in another one of its organization.`,
      },
    ],
  },
  SameRegion: {
    Assertions: [
      {
        Assert: { "Fn::Equals": [ref("AWS::Region"), region] },
        AssertDescription: `The stack is in ${region}. Deploy with --region ${region}.`,
      },
    ],
  },
});

/** What another account needs to take the copies of a stack's backups. */
export function backupTemplate(stack: BackedUpStack): Template {
  const { account: source, keptVersionDays, restoredIn } = stack;
  const buckets = { source, keptVersionDays, ...(restoredIn === undefined ? {} : { reader: restoredIn }) };
  const output = (Description: string, Value: TemplateValue) => ({ Description, Value });
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `Copies of the backups of stack ${stack.stack} of project ${stack.project} in account ${source}`,
    Rules: rules(stack),
    Resources: {
      Key: key(stack),
      KeyAlias: {
        Type: "AWS::KMS::Alias",
        Properties: { AliasName: uniqueName(stack, "alias/"), TargetKeyId: ref("Key") },
      },
      Vault: vault(stack),
      ...copyBucket({ ...buckets, id: "SnapshotBucket", prefix: SNAPSHOT_PREFIX, key: "Key" }),
      ...copyBucket({ ...buckets, id: "AssetBucket", prefix: "" }),
    },
    Outputs: {
      VaultArn: output("Takes snapshots of the databases", getAtt("Vault", "BackupVaultArn")),
      KeyArn: output("Encrypts them and Qdrant's", getAtt("Key")),
      SnapshotBucketArn: output("Takes Qdrant's snapshots", getAtt("SnapshotBucket")),
      AssetBucketArn: output("Takes assets", getAtt("AssetBucket")),
    } satisfies Record<keyof typeof BACKUP_ACCOUNT_OUTPUTS, unknown>,
  };
}
