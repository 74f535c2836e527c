import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "operations-alerts-topic",
  path: "inputs.kmsMasterKeyId",
  value: undefined,
  message:
    "operations-alerts-topic: kmsMasterKeyId is not set; allowed: a value. Set kmsMasterKeyId to the stack's key.",
  also: ["require-own-key"],
};
