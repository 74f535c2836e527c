import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cluster-log-group",
  path: "inputs.kmsKeyId",
  value: undefined,
  message: "cluster-log-group: kmsKeyId is not set; allowed: the stack's key. Name the stack's key.",
};
