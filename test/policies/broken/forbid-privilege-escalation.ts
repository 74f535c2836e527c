import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-web-deployment",
  path: "inputs.spec.template.spec.containers.0.securityContext.allowPrivilegeEscalation",
  value: true,
  message:
    "app-web-deployment: container node: allowPrivilegeEscalation is true; allowed: false. Set securityContext.allowPrivilegeEscalation to false.",
};
