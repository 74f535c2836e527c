import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-web-deployment",
  path: "inputs.spec.template.spec.containers.0.securityContext.readOnlyRootFilesystem",
  value: undefined,
  message:
    "app-web-deployment: container node: readOnlyRootFilesystem is not set; allowed: true. Set securityContext.readOnlyRootFilesystem to true.",
};
