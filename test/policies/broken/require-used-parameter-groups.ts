import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-parameters-postgres17",
  path: "inputs.family",
  value: "postgres16",
  message:
    "postgres-shard-0-primary: postgres-parameters-postgres17 is for postgres16; allowed: postgres17. Name the stack's group in parameterGroupName, and the engine's version in its family.",
};
