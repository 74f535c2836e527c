import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cluster-control-plane",
  path: "inputs.vpcConfig.publicAccessCidrs",
  value: ["0.0.0.0/0"],
  message:
    'cluster-control-plane: vpcConfig.publicAccessCidrs is ["0.0.0.0/0"]; allowed: ranges that together hold no more of the internet than a /8 (a /16 of IPv6). List the CIDR ranges that need access in publicAccessCidrs.',
  also: ["forbid-internet-answers"],
};
