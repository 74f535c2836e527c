import type { PlatformContext } from "./context";
import { tlsOnly } from "./tls-only";

/**
 * Lets logs that AWS delivers for this account and region, and nobody else, be written into the bucket; refuses plain
 * HTTP (VPC user guide, "Amazon S3 bucket permissions for flow logs"; CloudWatch Logs user guide, "Logging that requires
 * additional permissions [V2]").
 */
export function logBucketPolicy(
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
