import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cdn-assets-public-access-block",
  path: "inputs.bucket",
  value: "elsewhere",
  message:
    "cdn-assets-bucket: it has no BucketPublicAccessBlock: an object or a policy could be made public; allowed: one that names it. Add it, and let it name the resource.",
  also: ["forbid-internet-answers", "require-own-references"],
};
