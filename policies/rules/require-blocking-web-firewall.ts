import { aclRuleName, blockingRules } from "../../kinds/wafv2/acl-rules";
import type { ResourceRule } from "../rule";

export const requireBlockingWebFirewall: ResourceRule = {
  id: "require-blocking-web-firewall",
  title: "The firewall refuses what its rules match",
  rationale: "A rule that only counts protects nobody, and looks in a list like one that does.",
  remedy:
    "Let the rule block, or take it out of cdn.blockingRules for as long as its matches are being read.",
  severity: "high",
  source: "AWS WAF Developer Guide, Testing and tuning",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:wafv2/webAcl:WebAcl"],
  check: ({ inputs }, { tier }) => {
    const blocked = blockingRules(inputs);
    const counting = tier.cdn.blockingRules.map(aclRuleName).filter((name) => !blocked.includes(name));
    return counting.length === 0
      ? []
      : [{ wrong: `these rules only count: ${counting.join(", ")}`, allowed: "rules that block" }];
  },
};
