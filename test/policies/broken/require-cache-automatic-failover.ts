import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "valkey-main-group",
  path: "inputs.automaticFailoverEnabled",
  value: false,
  message:
    "valkey-main-group: automaticFailoverEnabled is false; allowed: true. Set automaticFailoverEnabled to true.",
};
