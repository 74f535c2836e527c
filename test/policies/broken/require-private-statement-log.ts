import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-parameters-postgres17",
  path: "inputs.parameters.14",
  value: { name: "log_parameter_max_length", value: "-1", applyMethod: "immediate" },
  message:
    'postgres-parameters-postgres17: log_parameter_max_length is "-1"; allowed: "0". Set it as components/postgres/parameters.ts does, or choose another postgres.slowStatementLog.',
};
