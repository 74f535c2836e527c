import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const forbidPublicLoadBalancer: ResourceRule = {
  id: "forbid-public-load-balancer",
  title: "Load balancers are internal",
  rationale: "Requests that go past CloudFront go past the firewall too.",
  remedy: "Set internal to true; CloudFront reaches it by its VPC origin.",
  severity: "critical",
  source: "docs/architecture.md: nothing but CloudFront is public",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  check: inputIs("internal", true),
};
