import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-embeddings-jobs",
  path: "inputs.kmsMasterKeyId",
  value: undefined,
  message:
    "app-embeddings-jobs: kmsMasterKeyId is not set; allowed: a value. Set kmsMasterKeyId to the stack's key.",
  also: ["require-own-key"],
};
