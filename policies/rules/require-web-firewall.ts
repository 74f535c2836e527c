import { inputIsSet } from "../read";
import type { ResourceRule } from "../rule";

export const requireWebFirewall: ResourceRule = {
  id: "require-web-firewall",
  title: "The distribution has a firewall",
  rationale: "Floods and known attacks would reach the application.",
  remedy: "Set webAclId.",
  severity: "high",
  source: "AWS Well-Architected, SEC05-BP03",
  exceptions: [
    {
      tiers: ["100"],
      enforcement: "not-applicable",
      reason:
        "A firewall with its rules costs $10 a month and more, which the budget of $200 does not carry; CloudFront alone absorbs floods of the network.",
    },
  ],
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:cloudfront/distribution:Distribution"],
  check: inputIsSet("webAclId"),
};
