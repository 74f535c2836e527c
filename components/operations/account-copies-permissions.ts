import type * as pulumi from "@pulumi/pulumi";
import type { PlatformContext } from "../shared/context";
import type { AccountCopiesReference } from "../shared/references";

/** AWS Backup calls the snapshots that it takes, and their copies, by this beginning. */
const OWN_SNAPSHOTS = "snapshot:awsbackup:*";

/**
 * What AWS Backup may do: take snapshots of these databases, hand them to the other account's vault, where a role there
 * encrypts them anew, and end its own. These are the parts of AWSBackupServiceRolePolicyForBackup that RDS needs, on objects of the stack
 * (https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html).
 */
export function accountCopiesPermissions(
  { partition, region, accountId }: Pick<PlatformContext, "partition" | "region" | "accountId">,
  {
    databaseArns,
    vaultArn,
    keyArn,
    account,
  }: {
    readonly databaseArns: readonly pulumi.Output<string>[];
    readonly vaultArn: pulumi.Output<string>;
    readonly keyArn: pulumi.Output<string>;
    readonly account: AccountCopiesReference;
  },
): pulumi.Input<unknown> {
  const rds = (object: string): string => `arn:${partition}:rds:${region}:${accountId}:${object}`;
  const byServices = {
    "kms:ViaService": ["backup", "rds"].map((service) => `${service}.${region}.amazonaws.com`),
  };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["rds:CreateDBSnapshot", "rds:ListTagsForResource"],
        Resource: [...databaseArns, rds(OWN_SNAPSHOTS)],
      },
      {
        Effect: "Allow",
        Action: [
          "rds:AddTagsToResource",
          "rds:CopyDBSnapshot",
          "rds:DeleteDBSnapshot",
          "rds:ModifyDBSnapshotAttribute",
        ],
        Resource: rds(OWN_SNAPSHOTS),
      },
      {
        Effect: "Allow",
        // Asked of all that there are, and filtered by the answer.
        Action: ["rds:DescribeDBInstances", "rds:DescribeDBSnapshots"],
        Resource: [rds("db:*"), rds("snapshot:*")],
      },
      // IAM takes no object for it: it finds those that the plan selects.
      { Effect: "Allow", Action: "tag:GetResources", Resource: "*" },
      {
        Effect: "Allow",
        Action: ["backup:CopyIntoBackupVault", "backup:DescribeBackupVault"],
        Resource: [vaultArn, account.vaultArn],
      },
      { Effect: "Allow", Action: "kms:DescribeKey", Resource: keyArn },
      {
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
        Resource: keyArn,
        Condition: { StringEquals: byServices },
      },
      {
        Effect: "Allow",
        Action: "kms:CreateGrant",
        Resource: keyArn,
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" }, StringEquals: byServices },
      },
    ],
  };
}
