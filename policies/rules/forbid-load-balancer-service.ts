import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const forbidLoadBalancerService: ResourceRule = {
  id: "forbid-load-balancer-service",
  title: "No Service makes a load balancer",
  rationale:
    "Kubernetes would create a public load balancer that neither the Pulumi state nor the cost model knows about.",
  remedy: "Use type ClusterIP and a TargetGroupBinding.",
  severity: "critical",
  source: "docs/architecture.md: nothing but CloudFront is public",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["kubernetes:core/v1:Service"],
  check: inputIs("spec.type", "ClusterIP", undefined),
};
