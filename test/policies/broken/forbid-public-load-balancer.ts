import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "load-balancer-alb",
  path: "inputs.internal",
  value: false,
  message:
    "load-balancer-alb: internal is false; allowed: true. Set internal to true; CloudFront reaches the load balancer through its VPC origin.",
  also: ["forbid-internet-answers"],
};
