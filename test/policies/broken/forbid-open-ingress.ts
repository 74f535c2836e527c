import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "load-balancer-from-cloudfront",
  path: "inputs.cidrIpv4",
  value: "0.0.0.0/0",
  message:
    'load-balancer-from-cloudfront: cidrIpv4 is "0.0.0.0/0"; allowed: ranges that together hold no more of the internet than a /8 (a /16 of IPv6). Allow a security group, a prefix list or a narrower CIDR range.',
  also: ["forbid-wide-security-group-rules", "require-ways-of-traffic"],
};
