import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cluster-control-plane",
  path: "inputs.encryptionConfig.resources",
  value: [],
  message:
    'cluster-control-plane: encryptionConfig.resources is []; allowed: ["secrets"] with a key. Add an encryptionConfig for the resource "secrets" with the key.',
};
