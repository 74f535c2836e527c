import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "network-default-security-group",
  path: "inputs.egress",
  value: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, self: true }],
  message:
    "network-default-security-group: egress has rules; allowed: none. Add a DefaultSecurityGroup of the VPC with empty ingress and egress.",
};
