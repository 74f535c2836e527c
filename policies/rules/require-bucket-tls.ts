import { at } from "../../models/manifest/values";
import type { ResourceRule } from "../rule";
import { statementsOf } from "../statements";

export const requireBucketTls: ResourceRule = {
  id: "require-bucket-tls",
  title: "Buckets deny requests without TLS",
  rationale: "S3 accepts plain HTTP unless the bucket policy denies it.",
  remedy: 'Add a statement that denies s3:* where "aws:SecureTransport" is "false".',
  severity: "medium",
  source: "CIS AWS Foundations 2.1.1",
  whenUnknown: "wait",
  scope: "resource",
  types: ["aws:s3/bucketPolicy:BucketPolicy"],
  check: ({ inputs }) =>
    statementsOf(at(inputs, "policy")).some(
      ({ effect, actions, plainHttpOnly }) => effect === "Deny" && actions.includes("s3:*") && plainHttpOnly,
    )
      ? []
      : [{ wrong: "the policy allows plain HTTP", allowed: "a Deny of s3:* without TLS" }],
};
