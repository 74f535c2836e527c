import { at, listOf } from "../../models/manifest/values";
import { shown } from "../read";
import type { ResourceRule } from "../rule";

const ALGORITHMS = ["AES256", "aws:kms", "aws:kms:dsse"];

export const requireBucketEncryption: ResourceRule = {
  id: "require-bucket-encryption",
  title: "Buckets are encrypted at rest",
  rationale: "Backups and uploads would be stored in plain text.",
  remedy: "Set sseAlgorithm to aws:kms, or to AES256 for content that is public anyway.",
  severity: "high",
  source: "AWS Well-Architected, SEC08-BP02",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"],
  check: ({ inputs }) =>
    listOf(at(inputs, "rules"))
      .map((rule) => at(rule, "applyServerSideEncryptionByDefault.sseAlgorithm"))
      .filter((algorithm) => !ALGORITHMS.includes(String(algorithm)))
      .map((algorithm) => ({
        wrong: `sseAlgorithm is ${shown(algorithm)}`,
        allowed: ALGORITHMS.join(" or "),
      })),
};
