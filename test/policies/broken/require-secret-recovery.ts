import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-secret",
  path: "inputs.recoveryWindowInDays",
  value: 0,
  message:
    "postgres-secret: recoveryWindowInDays is 0; allowed: 7 or more. Set recoveryWindowInDays to 7 or more.",
};
