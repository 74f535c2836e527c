import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-web-deployment",
  path: "inputs.spec.template.spec.securityContext.runAsNonRoot",
  value: false,
  message:
    "app-web-deployment: container node: runAsNonRoot is false; allowed: true. Set securityContext.runAsNonRoot to true.",
};
