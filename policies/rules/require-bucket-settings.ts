import { at, listOf } from "../../models/manifest/values";
import { inputIs } from "../read";
import type { PolicyResource, Problem, ResourceRule } from "../rule";

const OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";

/** Days after which an upload that broke off is of no use: S3 itself proposes 7. */
const UPLOAD_DAYS_MAX = 7;

function lifecycleProblems({ inputs }: PolicyResource): Problem[] {
  const rules = listOf(inputs["rules"]).filter((rule) => at(rule, "status") === "Enabled");
  const ends = rules.some(
    (rule) =>
      typeof at(rule, "noncurrentVersionExpiration.noncurrentDays") === "number" ||
      typeof at(rule, "expiration.days") === "number",
  );
  const endsUploads = rules.some((rule) => {
    const days = at(rule, "abortIncompleteMultipartUpload.daysAfterInitiation");
    return typeof days === "number" && days >= 1 && days <= UPLOAD_DAYS_MAX;
  });
  return [
    ...(ends
      ? []
      : [{ wrong: "nothing ends old objects or versions", allowed: "an enabled rule that does" }]),
    ...(endsUploads
      ? []
      : [
          {
            wrong: "nothing ends uploads that broke off",
            allowed: `abortIncompleteMultipartUpload after 1 to ${UPLOAD_DAYS_MAX} days`,
          },
        ]),
  ];
}

const CHECKS: Readonly<Record<string, (resource: PolicyResource) => Problem[]>> = {
  [OWNERSHIP]: inputIs("rule.objectOwnership", "BucketOwnerEnforced"),
  [VERSIONING]: inputIs("versioningConfiguration.status", "Enabled"),
  [LIFECYCLE]: lifecycleProblems,
};

export const requireBucketSettings: ResourceRule = {
  id: "require-bucket-settings",
  title: "Buckets keep versions, ignore access lists, and end what is old",
  rationale:
    "Without versions a wrong delete is final; with access lists one object can be public in a closed bucket; and nobody sees old versions but on the bill.",
  remedy:
    "Enable versioning, own every object as the bucket's owner, and expire old versions and broken uploads.",
  severity: "high",
  source: "AWS Well-Architected, SEC08-BP04, COST05-BP05; Amazon S3 User Guide, Object Ownership",
  whenUnknown: "refuse",
  scope: "resource",
  types: Object.keys(CHECKS),
  check: (resource) => CHECKS[resource.type]?.(resource) ?? [],
};
