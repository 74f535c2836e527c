import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-web-deployment",
  path: "inputs.spec.template.spec.containers.0.readinessProbe",
  value: undefined,
  message:
    "app-web-deployment: container node: readinessProbe is not set; allowed: a probe. Set readinessProbe and livenessProbe.",
};
