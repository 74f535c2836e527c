import { inputIsSet } from "../read";
import type { ResourceRule } from "../rule";

export const requireWebFirewall: ResourceRule = {
  id: "require-web-firewall",
  title: "The distribution has a web application firewall",
  rationale: "Request floods and known attacks would reach the application.",
  remedy: "Set webAclId to a web ACL.",
  severity: "high",
  source: "AWS Well-Architected, SEC05-BP03",
  exceptions: [
    {
      tiers: ["100"],
      enforcement: "not-applicable",
      reason:
        "A firewall with its rules costs at least $10 a month, which a budget of $200 cannot pay for; CloudFront itself absorbs network-level floods.",
    },
  ],
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:cloudfront/distribution:Distribution"],
  check: inputIsSet("webAclId"),
};
