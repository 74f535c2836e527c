import type { Values } from "../../models/manifest/values";
import { NO_DOWNTIME, refusesSecond } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";
import { blockingRules } from "./acl-rules";
import { webAclPrice } from "./web-acl-price";

const blocksMore = (before: Values, after: Values): boolean => {
  const blocked = blockingRules(before);
  return blockingRules(after).some((name) => !blocked.includes(name));
};

export const wafv2WebAcl = kind("aws:wafv2/webAcl:WebAcl", {
  name: { input: "name", lengthMax: 128, identity: refusesSecond("scope", "name") },
  tags: "tags",
  price: priced(webAclPrice, [
    {
      title: "WAF web ACL and rules",
      usageType: /WebACLV2|RuleV2/,
      priceKey: /^wafv2\.(?:webAcl|rule|managedRuleGroup)/,
    },
    { title: "WAF requests", usageType: /RequestV2/, priceKey: /^wafv2\.requests/ },
  ]),
  replaces: {
    inputs: ["name", "namePrefix", "scope"],
    verification: "mixed",
    source: providerSource("wafv2/web_acl", "v5.52; namePrefix is newer, from knowledge"),
  },
  changes: [
    {
      property: "rules",
      decides: blocksMore,
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.5,
      minutesMax: 5,
      note: "Rules that counted refuse at once what they match: users may get 403 for HTML or prompts in a body. Read what was counted first",
      source: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-testing.html",
    },
    {
      property: "rules",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.5,
      minutesMax: 5,
      note: "A new rule only counts what it would refuse; a rule that goes lets its requests through",
      source: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-testing.html",
    },
  ],
  creates: [
    {
      minutesMin: 0.1,
      minutesMax: 2,
      basis: "estimate",
      note: "A new web ACL takes from seconds to minutes until it is known everywhere",
      source: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html",
    },
  ],
  refusals: [
    {
      id: "web-acl-outside-us-east-1",
      on: ["create"],
      message: "WAFInvalidParameterException: a web ACL of scope CLOUDFRONT is created in us-east-1.",
      statement: "A web ACL of scope CLOUDFRONT is made in us-east-1.",
      evidence: "read",
      source: "@pulumi/aws 7.48.0, wafv2/webAcl.d.ts",
    },
  ],
});
