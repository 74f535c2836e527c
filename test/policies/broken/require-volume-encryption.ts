import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "qdrant-storage-class",
  path: "inputs.parameters.encrypted",
  value: "false",
  message:
    'qdrant-storage-class: parameters.encrypted is "false"; allowed: "true". Set parameters.encrypted to "true".',
};
