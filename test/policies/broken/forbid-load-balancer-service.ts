import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-web-service",
  path: "inputs.spec.type",
  value: "LoadBalancer",
  message:
    'app-web-service: spec.type is "LoadBalancer"; allowed: "ClusterIP" or not set. Use a Service of type ClusterIP and a TargetGroupBinding.',
  also: ["forbid-internet-answers"],
};
