import * as pulumi from "@pulumi/pulumi";

/** Key of the object that says what came of the last drill; the role may write nothing else. */
export const DRILL_STATE_KEY = "drills/last.json";

/** As in jobs/restore-drill/scratch.ts. */
const DRILL_TAG = "restore-drill";

export interface DrillAccessArgs {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** Identifiers of the primaries whose snapshots are tried. */
  readonly primaries: readonly pulumi.Output<string>[];
  /** Identifier of the one instance that may be made and deleted. */
  readonly scratchInstance: string;
  readonly subnetGroupName: pulumi.Output<string>;
  readonly engineVersion: string;
  readonly bucketArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  readonly metricNamespace: string;
}

/**
 * What the drill may do: read which snapshots there are, make one instance of a fixed name with the drill's tag from one of
 * them, and delete that one while it carries the tag. It can neither change nor delete any other instance or snapshot.
 */
export function drillPermissions(args: DrillAccessArgs): Readonly<Record<string, pulumi.Input<unknown>>> {
  const { partition, region, accountId, scratchInstance, keyArn, bucketArn } = args;
  const rds = (object: pulumi.Input<string>): pulumi.Output<string> =>
    pulumi.interpolate`arn:${partition}:rds:${region}:${accountId}:${object}`;
  const snapshots = args.primaries.flatMap((primary) => [
    rds(pulumi.interpolate`snapshot:rds:${primary}-*`),
    rds(pulumi.interpolate`snapshot:${primary}-*`),
  ]);
  const scratch = rds(`db:${scratchInstance}`);
  const family = args.engineVersion.split(".")[0] ?? args.engineVersion;
  const viaRds = { StringEquals: { "kms:ViaService": `rds.${region}.amazonaws.com` } };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "rds:DescribeDBSnapshots",
        Resource: [...args.primaries.map((primary) => rds(pulumi.interpolate`db:${primary}`)), ...snapshots],
      },
      {
        Effect: "Allow",
        Action: "rds:RestoreDBInstanceFromDBSnapshot",
        Resource: [
          ...snapshots,
          rds(pulumi.interpolate`subgrp:${args.subnetGroupName}`),
          rds(`pg:default.postgres${family}`),
          rds(`og:default:postgres-${family}`),
        ],
      },
      {
        Effect: "Allow",
        Action: ["rds:RestoreDBInstanceFromDBSnapshot", "rds:AddTagsToResource"],
        Resource: scratch,
        Condition: { StringEquals: { [`aws:RequestTag/${DRILL_TAG}`]: "true" } },
      },
      { Effect: "Allow", Action: "rds:DescribeDBInstances", Resource: scratch },
      {
        Effect: "Allow",
        Action: "rds:DeleteDBInstance",
        Resource: scratch,
        Condition: { StringEquals: { [`aws:ResourceTag/${DRILL_TAG}`]: "true" } },
      },
      {
        Effect: "Allow",
        Action: [
          "kms:DescribeKey",
          "kms:Decrypt",
          "kms:GenerateDataKey",
          "kms:GenerateDataKeyWithoutPlaintext",
        ],
        Resource: keyArn,
        Condition: viaRds,
      },
      {
        Effect: "Allow",
        Action: "kms:CreateGrant",
        Resource: keyArn,
        Condition: { ...viaRds, Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
      {
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: pulumi.interpolate`${bucketArn}/${DRILL_STATE_KEY}`,
      },
      {
        Effect: "Allow",
        // Without it S3 says of an object that is missing that access is denied.
        Action: "s3:ListBucket",
        Resource: bucketArn,
        Condition: { StringLike: { "s3:prefix": DRILL_STATE_KEY } },
      },
      {
        Effect: "Allow",
        Action: ["kms:GenerateDataKey", "kms:Decrypt"],
        Resource: keyArn,
        Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
      },
      {
        Effect: "Allow",
        Action: "cloudwatch:PutMetricData",
        // The action knows no resource; the namespace limits it
        // (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html).
        Resource: "*",
        Condition: { StringEquals: { "cloudwatch:namespace": args.metricNamespace } },
      },
    ],
  };
}
