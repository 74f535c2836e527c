import * as pulumi from "@pulumi/pulumi";

interface Place {
  readonly arn: pulumi.Output<string>;
  readonly region: string;
}

const throughS3 = ({ region }: Pick<Place, "region">) => ({
  StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
});

/**
 * What S3 may do to copy a bucket: read what is there under the prefix, write copies, and decrypt the one and encrypt the
 * other where they have customer keys. It deletes no object: a delete marker is written
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html).
 */
export function replicationPermissions({
  source,
  copies,
}: {
  readonly source: Place & {
    /** Empty for all objects. */
    readonly prefix: string;
    /** Null for S3's own key: the copy has that as well. */
    readonly keyArn: pulumi.Output<string> | null;
  };
  readonly copies: readonly (Omit<Place, "arn"> & {
    readonly arn: pulumi.Input<string>;
    readonly keyArn: pulumi.Input<string>;
    /** Whether it is of another account, to which the copies are to belong. */
    readonly isForeign: boolean;
  })[];
}): pulumi.Input<unknown> {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
        Resource: source.arn,
      },
      {
        Effect: "Allow",
        Action: ["s3:GetObjectVersionAcl", "s3:GetObjectVersionForReplication", "s3:GetObjectVersionTagging"],
        Resource: pulumi.interpolate`${source.arn}/${source.prefix}*`,
      },
      ...copies.map((copy) => ({
        Effect: "Allow",
        Action: [
          ...(copy.isForeign ? ["s3:ObjectOwnerOverrideToBucketOwner"] : []),
          "s3:ReplicateDelete",
          "s3:ReplicateObject",
          "s3:ReplicateTags",
        ],
        Resource: pulumi.interpolate`${copy.arn}/${source.prefix}*`,
      })),
      ...(source.keyArn === null
        ? []
        : [
            { Effect: "Allow", Action: "kms:Decrypt", Resource: source.keyArn, Condition: throughS3(source) },
            ...copies.map((copy) => ({
              Effect: "Allow",
              // With a key of the bucket S3 opens the one that it made before.
              Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
              Resource: copy.keyArn,
              Condition: throughS3(copy),
            })),
          ]),
    ],
  };
}
