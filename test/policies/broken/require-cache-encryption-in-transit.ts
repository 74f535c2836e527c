import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "valkey-main-group",
  path: "inputs.transitEncryptionMode",
  value: "preferred",
  message:
    'valkey-main-group: transitEncryptionMode is "preferred"; allowed: "required". Set transitEncryptionEnabled to true and transitEncryptionMode to required.',
};
