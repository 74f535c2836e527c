import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "2k",
  name: "cluster-control-plane",
  path: "inputs.enabledClusterLogTypes",
  value: ["audit"],
  message:
    'cluster-control-plane: enabledClusterLogTypes is ["audit"]; allowed: at least audit and authenticator. Add the log types to cluster.controlPlaneLogTypes of the tier.',
};
