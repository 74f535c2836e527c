import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cluster-control-plane",
  path: "inputs.upgradePolicy.supportType",
  value: "EXTENDED",
  message:
    'cluster-control-plane: upgradePolicy.supportType is "EXTENDED"; allowed: "STANDARD". Set upgradePolicy.supportType to STANDARD.',
};
