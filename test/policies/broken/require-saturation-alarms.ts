import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "100",
  name: "alarms-postgres-cpu-shard-0-primary",
  path: "inputs.tags.promise",
  value: undefined,
  message:
    "scaling-tiers-example: nothing watches how full Postgres CPU is; allowed: an alarm of postgres-cpu. Give a row of models/promises the part in capacityParts, and its alarm the tag promise.",
};
