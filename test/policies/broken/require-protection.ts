import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-shard-0-primary",
  path: "protect",
  value: false,
  message:
    "postgres-shard-0-primary: protect is false; allowed: true. Pass protect: true in the resource's options.",
};
