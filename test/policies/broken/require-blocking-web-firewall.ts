import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cdn-web-acl",
  path: "inputs.rules.1.overrideAction",
  value: { count: {} },
  message:
    "cdn-web-acl: these rules only count: common-rule-set; allowed: rules that block. Let the rule block, or take it out of cdn.blockingRules for as long as its matches are being read.",
};
