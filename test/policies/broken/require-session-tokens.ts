import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "network-nat-instance",
  path: "inputs.metadataOptions.httpTokens",
  value: "optional",
  message:
    'network-nat-instance: metadataOptions.httpTokens is "optional"; allowed: "required". Set metadataOptions.httpTokens to required.',
};
