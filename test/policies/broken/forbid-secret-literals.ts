import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-web-deployment",
  path: "inputs.spec.template.spec.containers.0.env.0",
  value: { name: "DATABASE_PASSWORD", value: "x" },
  message:
    "app-web-deployment: container node: env has plain text for DATABASE_PASSWORD; allowed: a reference to a Secret. Reference a Secret by valueFrom.secretKeyRef.",
};
