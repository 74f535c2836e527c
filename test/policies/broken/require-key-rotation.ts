import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "encryption-key-key",
  path: "inputs.enableKeyRotation",
  value: false,
  message: "encryption-key-key: enableKeyRotation is false; allowed: true. Set enableKeyRotation to true.",
};
