import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cluster-nodes",
  path: "inputs.type",
  value: "STANDARD",
  message:
    'cluster-nodes: type is "STANDARD"; allowed: "EC2". Set authenticationMode to API, and give each deployer one access entry and one policy.',
};
