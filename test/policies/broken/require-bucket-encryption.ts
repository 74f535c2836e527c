import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "qdrant-snapshots-encryption",
  path: "inputs.rules",
  value: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "none" } }],
  message:
    'qdrant-snapshots-encryption: sseAlgorithm is "none"; allowed: AES256 or aws:kms or aws:kms:dsse. Set sseAlgorithm to aws:kms, or to AES256 for content that is public anyway.',
  also: ["require-own-key"],
};
