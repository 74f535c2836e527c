import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-web-deployment",
  path: "inputs.spec.template.spec.containers.0.resources.limits.memory",
  value: undefined,
  message:
    "app-web-deployment: container node: resources.limits.memory not set; allowed: an amount. Set resources.requests.cpu, resources.requests.memory and resources.limits.memory.",
};
