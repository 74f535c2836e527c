import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cluster-control-plane",
  path: "inputs.vpcConfig.endpointPrivateAccess",
  value: false,
  message:
    "cluster-control-plane: vpcConfig.endpointPrivateAccess is false; allowed: true. Nodes would reach the API by the internet, from addresses that have to be let in: set vpcConfig.endpointPrivateAccess.",
};
