import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-shard-0-primary",
  path: "inputs.backupRetentionPeriod",
  value: 1,
  message:
    "postgres-shard-0-primary: backupRetentionPeriod is 1; allowed: 7 or more. Raise postgres.backupRetentionDays of the tier.",
};
