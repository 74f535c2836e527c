import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-web-deployment",
  path: "inputs.spec.template.spec.containers.0.securityContext.capabilities.drop",
  value: [],
  message:
    'app-web-deployment: container node: capabilities.drop is []; allowed: ["ALL"]. Set securityContext.capabilities.drop to ["ALL"].',
};
