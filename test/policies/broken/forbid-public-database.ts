import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-shard-0-primary",
  path: "inputs.publiclyAccessible",
  value: true,
  message:
    "postgres-shard-0-primary: publiclyAccessible is true; allowed: false. Set publiclyAccessible to false.",
  also: ["forbid-internet-answers"],
};
