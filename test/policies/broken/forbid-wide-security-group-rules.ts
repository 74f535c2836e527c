import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "load-balancer-from-cloudfront",
  path: "inputs.toPort",
  value: 443,
  message:
    "load-balancer-from-cloudfront: ingress on ports 80 to 443; allowed: one port. Name one port and a security group or prefix list. Only a NAT instance takes every port from the VPC's own subnets, and sends to anywhere.",
};
