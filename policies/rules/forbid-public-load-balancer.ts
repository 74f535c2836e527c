import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const forbidPublicLoadBalancer: ResourceRule = {
  id: "forbid-public-load-balancer",
  title: "Load balancers are internal",
  rationale: "Requests that bypass CloudFront also bypass the firewall.",
  remedy: "Set internal to true; CloudFront reaches the load balancer through its VPC origin.",
  severity: "critical",
  source: "docs/architecture.md: nothing but CloudFront is public",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  check: inputIs("internal", true),
};
