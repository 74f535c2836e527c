import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { tlsOnly } from "../shared/tls-only";
import { SNAPSHOT_PREFIX } from "./snapshot-script";

/** An IAM policy document whose values may not be known yet. */
interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Readonly<Record<string, pulumi.Input<unknown>>>[];
}

const policy = (...statements: PolicyDocument["Statement"]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: statements,
});

/** Refuses every request that is not encrypted in transit. */
export function bucketPolicy(bucketArn: pulumi.Output<string>): PolicyDocument {
  return policy(tlsOnly("s3", [bucketArn, pulumi.interpolate`${bucketArn}/*`]));
}

/**
 * What the job may do: write objects under its prefix, list their names and delete them. It cannot read a snapshot, and
 * what it deletes stays as a version that it has no right to delete. `kms:Decrypt` is part of a multipart upload to a
 * bucket with a customer key, because S3 reads the parts back to assemble them
 * (https://repost.aws/knowledge-center/s3-large-file-encryption-kms-key).
 */
export function permissions({
  bucketArn,
  keyArn,
  region,
}: {
  readonly bucketArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  readonly region: string;
}): PolicyDocument {
  return policy(
    {
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"],
      Resource: pulumi.interpolate`${bucketArn}/${SNAPSHOT_PREFIX}*`,
    },
    {
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucketArn,
      Condition: { StringLike: { "s3:prefix": `${SNAPSHOT_PREFIX}*` } },
    },
    {
      Effect: "Allow",
      Action: ["kms:GenerateDataKey", "kms:Decrypt"],
      Resource: keyArn,
      Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
    },
  );
}

/**
 * What the job that restores may do: read one run, and see that it is there. The addresses that it signs for the peers lead
 * to nothing else.
 */
export function readPermissions({
  bucketArn,
  keyArn,
  region,
  run,
}: {
  readonly bucketArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  readonly region: string;
  readonly run: string;
}): PolicyDocument {
  return policy(
    {
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: pulumi.interpolate`${bucketArn}/${SNAPSHOT_PREFIX}${run}/*`,
    },
    {
      Effect: "Allow",
      // Without it S3 says of an object that is missing that access is denied.
      Action: "s3:ListBucket",
      Resource: bucketArn,
      Condition: { StringLike: { "s3:prefix": `${SNAPSHOT_PREFIX}${run}/*` } },
    },
    {
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: keyArn,
      Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
    },
  );
}

/** How long a snapshot that was deleted or overwritten can be brought back: a weekend. */
const BRING_BACK_DAYS = 3;

/**
 * Ends what was deleted. No snapshot expires by its age: while the job fails, the last ones would go one by one. The job
 * deletes old runs itself, after a complete one.
 */
export const LIFECYCLE_RULE: aws.types.input.s3.BucketLifecycleConfigurationRule = {
  id: "end-deleted-snapshots",
  status: "Enabled",
  filter: { prefix: SNAPSHOT_PREFIX },
  expiration: { expiredObjectDeleteMarker: true },
  noncurrentVersionExpiration: { noncurrentDays: BRING_BACK_DAYS },
  abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
};
