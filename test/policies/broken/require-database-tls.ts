import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-parameters-postgres17",
  path: "inputs.parameters.8",
  value: { name: "rds.force_ssl", value: "0", applyMethod: "immediate" },
  message:
    'postgres-parameters-postgres17: rds.force_ssl is "0"; allowed: "1". Set the parameter rds.force_ssl to 1.',
};
