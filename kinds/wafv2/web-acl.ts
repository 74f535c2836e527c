import { NO_DOWNTIME, refusesSecond } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { NOT_REREAD } from "../sources";
import { webAclPrice } from "./web-acl-price";

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
  replaces: { inputs: ["name", "namePrefix", "scope"], verification: "knowledge", source: NOT_REREAD },
  changes: [
    {
      property: "rules",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.5,
      minutesMax: 5,
      note: "New rules act at once: requests that match are blocked",
      source: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-editing.html",
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
