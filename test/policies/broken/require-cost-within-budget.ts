import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-shard-0-primary",
  path: "inputs.instanceClass",
  value: "db.r7g.2xlarge",
  message:
    "scaling-tiers-example: the expected cost is $1795.43, the ceiling is $1828.68; allowed: $500.00 a month. Choose smaller sizes or a larger tier; scale cost shows each line.",
};
