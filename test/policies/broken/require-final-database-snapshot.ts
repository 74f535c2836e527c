import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-shard-0-primary",
  path: "inputs.skipFinalSnapshot",
  value: true,
  message:
    "postgres-shard-0-primary: skipFinalSnapshot is true; allowed: false. Set skipFinalSnapshot to false and name the snapshot.",
};
