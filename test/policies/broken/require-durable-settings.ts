import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-shard-0-primary",
  path: "inputs.copyTagsToSnapshot",
  value: false,
  message:
    "postgres-shard-0-primary: copyTagsToSnapshot is false; allowed: true. Nobody could tell whose a snapshot is: set copyTagsToSnapshot.",
};
