import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "load-balancer-alb",
  path: "inputs.enableDeletionProtection",
  value: false,
  message:
    "load-balancer-alb: enableDeletionProtection is false; allowed: true. Switch the protection on; allowDataDestruction takes it off where everything is to go.",
};
