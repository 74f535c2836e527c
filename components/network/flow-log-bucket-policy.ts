import type { PlatformContext } from "../shared/context";
import { tlsOnly } from "../shared/tls-only";

/**
 * Lets VPC flow logs of this account and region, and nobody else, write into the bucket; refuses plain HTTP
 * (VPC user guide, "Amazon S3 bucket permissions for flow logs").
 */
export function flowLogBucketPolicy(
  bucketArn: string,
  { accountId, partition, region }: Pick<PlatformContext, "accountId" | "partition" | "region">,
): Record<string, unknown> {
  const Principal = { Service: "delivery.logs.amazonaws.com" };
  const ofThisAccount = {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": `arn:${partition}:logs:${region}:${accountId}:*` },
  };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "LogDelivery",
        Effect: "Allow",
        Principal,
        Action: "s3:PutObject",
        Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
        Condition: {
          ...ofThisAccount,
          StringEquals: { ...ofThisAccount.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" },
        },
      },
      {
        Sid: "LogDeliveryCheck",
        Effect: "Allow",
        Principal,
        Action: "s3:GetBucketAcl",
        Resource: bucketArn,
        Condition: ofThisAccount,
      },
      tlsOnly("s3", [bucketArn, `${bucketArn}/*`], "OnlyTls"),
    ],
  };
}
