import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-shard-0-primary",
  path: "inputs.deletionProtection",
  value: false,
  message:
    "postgres-shard-0-primary: deletionProtection is false; allowed: true. Set deletionProtection to true; to tear the stack down, set allowDataDestruction.",
};
