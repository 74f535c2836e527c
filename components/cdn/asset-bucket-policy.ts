import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { tlsOnly } from "../shared/tls-only";

/**
 * Who may read the assets: this distribution, and nobody without TLS. The right to list makes S3 answer 404 and not
 * 403 for a key that is not there; no path under the assets reaches the listing itself.
 */
export function assetBucketPolicy(
  bucketArn: pulumi.Input<string>,
  objectsArn: pulumi.Input<string>,
  distributionArn: pulumi.Input<string>,
): aws.iam.PolicyDocument {
  const cloudFront = {
    Effect: "Allow" as const,
    Principal: { Service: "cloudfront.amazonaws.com" },
    Condition: { StringEquals: { "AWS:SourceArn": distributionArn } },
  };
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "ReadByDistribution", ...cloudFront, Action: "s3:GetObject", Resource: objectsArn },
      { Sid: "TellMissingByDistribution", ...cloudFront, Action: "s3:ListBucket", Resource: bucketArn },
      tlsOnly("s3", [bucketArn, objectsArn]),
    ],
  };
}
