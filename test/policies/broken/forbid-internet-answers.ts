import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "network-nat-ingress-0",
  path: "inputs.cidrIpv4",
  value: "0.0.0.0/0",
  message:
    "network-nat-instance: it answers everybody: its security group lets in 0.0.0.0/0; allowed: an answer to nobody on the internet. See ./scale reach for why it answers, and close that way.",
  also: ["forbid-open-ingress", "forbid-wide-security-group-rules"],
};
