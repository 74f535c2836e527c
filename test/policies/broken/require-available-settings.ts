import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "load-balancer-web-targets",
  path: "inputs.healthCheck.path",
  value: "/",
  message:
    'load-balancer-web-targets: healthCheck.path is "/"; allowed: a path beyond /. A page of the product would decide whether a pod gets requests: set healthCheck.path.',
};
