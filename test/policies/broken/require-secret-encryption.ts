import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-secret",
  path: "inputs.kmsKeyId",
  value: undefined,
  message: "postgres-secret: kmsKeyId is not set; allowed: a value. Set kmsKeyId to the stack's key.",
  also: ["require-own-key"],
};
