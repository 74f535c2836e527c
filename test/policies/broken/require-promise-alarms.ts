import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "alarms-queue-age",
  path: "inputs.threshold",
  value: 600,
  message:
    "alarms-queue-age: threshold is 600; allowed: 300. Change the row in models/promises, from which the alarms are made.",
};
