import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "load-balancer-from-cloudfront",
  path: "inputs.cidrIpv4",
  value: "0.0.0.0/0",
  message:
    'load-balancer-from-cloudfront: cidrIpv4 is "0.0.0.0/0"; allowed: a range of a prefix of /8 or longer (/16 for IPv6). Allow a security group, a prefix list or a narrower CIDR range.',
};
