import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "valkey-main-group",
  path: "inputs.atRestEncryptionEnabled",
  value: false,
  message:
    "valkey-main-group: atRestEncryptionEnabled is false; allowed: true. Set atRestEncryptionEnabled to true.",
};
