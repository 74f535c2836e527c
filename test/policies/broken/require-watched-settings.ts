import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-shard-0-primary",
  path: "inputs.performanceInsightsRetentionPeriod",
  value: 0,
  message:
    "postgres-shard-0-primary: performanceInsightsRetentionPeriod is 0; allowed: 7 or more. A holiday would outlast what is kept: set performanceInsightsRetentionPeriod.",
};
