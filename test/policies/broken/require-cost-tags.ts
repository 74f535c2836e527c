import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-shard-0-primary",
  path: "inputs.tags.monthly-budget-usd",
  value: "200",
  message:
    'postgres-shard-0-primary: tag monthly-budget-usd is "200"; allowed: "500". Pass the tags or labels of the component.',
};
