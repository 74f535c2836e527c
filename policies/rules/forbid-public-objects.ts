import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const forbidPublicObjects: ResourceRule = {
  id: "forbid-public-objects",
  title: "Buckets block public access",
  rationale: "One wrong policy or ACL would publish backups or uploads.",
  remedy: "Set all four settings of the public access block to true.",
  severity: "critical",
  source: "CIS AWS Foundations 2.1.4",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
  check: (resource) =>
    ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].flatMap((key) =>
      inputIs(key, true)(resource),
    ),
};
