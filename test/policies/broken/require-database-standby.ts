import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-shard-0-primary",
  path: "inputs.multiAz",
  value: false,
  message:
    "postgres-shard-0-primary: multiAz is false; allowed: true. Set postgres.multiAz of the tier to true.",
};
