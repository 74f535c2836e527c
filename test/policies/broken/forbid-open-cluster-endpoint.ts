import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cluster-control-plane",
  path: "inputs.vpcConfig.publicAccessCidrs",
  value: ["0.0.0.0/0"],
  message:
    'cluster-control-plane: vpcConfig.publicAccessCidrs is ["0.0.0.0/0"]; allowed: ranges of a prefix of /8 or longer (/16 for IPv6). List the CIDR ranges that need access in publicAccessCidrs.',
};
