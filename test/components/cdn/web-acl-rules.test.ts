import { webAclRules } from "../../../components/cdn/web-acl-rules";
import { WEB_ACL_RULES, tiers } from "../../../tiers";

/** Capacity units of each rule (AWS WAF Developer Guide, managed rule groups list); 1,500 are in the base price. */
const CAPACITY: Readonly<Record<string, number>> = {
  "rate-limit": 2,
  "common-rule-set": 700,
  "bad-inputs": 200,
  "ip-reputation": 25,
  "sql-injection": 200,
  "anonymous-ip": 50,
};

const rules = webAclRules(WEB_ACL_RULES);
const ruleNamed = (wanted: string) => rules.find(({ name }) => name === wanted);
const groupOf = (wanted: string) => {
  const rule = ruleNamed(wanted);
  return (rule?.statement as { managedRuleGroupStatement?: Record<string, unknown> })
    .managedRuleGroupStatement;
};

test("rules keep the order they are named in", () => {
  expect(webAclRules(["badInputs", "rateLimit"]).map(({ name, priority }) => [priority, name])).toEqual([
    [0, "bad-inputs"],
    [1, "rate-limit"],
  ]);
  expect(webAclRules([])).toEqual([]);
});

test("an address is stopped with 429 after 2,000 requests in five minutes", () => {
  expect(ruleNamed("rate-limit")).toMatchObject({
    statement: { rateBasedStatement: { aggregateKeyType: "IP", limit: 2000, evaluationWindowSec: 300 } },
    action: { block: { customResponse: { responseCode: 429 } } },
  });
});

test.each([
  ["common-rule-set", "AWSManagedRulesCommonRuleSet", ["SizeRestrictions_BODY"]],
  ["bad-inputs", "AWSManagedRulesKnownBadInputsRuleSet", []],
  ["ip-reputation", "AWSManagedRulesAmazonIpReputationList", []],
  ["sql-injection", "AWSManagedRulesSQLiRuleSet", []],
  ["anonymous-ip", "AWSManagedRulesAnonymousIpList", ["HostingProviderIPList"]],
])("%s is AWS's group %s and only counts %j", (name, group, counted) => {
  expect(groupOf(name)).toEqual({
    vendorName: "AWS",
    name: group,
    ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
  });
  expect(ruleNamed(name)?.overrideAction).toEqual({ none: {} });
});

test("each rule has its own metric and samples requests", () => {
  for (const { name, visibilityConfig } of rules)
    expect(visibilityConfig).toEqual({
      cloudwatchMetricsEnabled: true,
      sampledRequestsEnabled: true,
      metricName: name,
    });
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});

test("every tier stays within the capacity of the base price", () => {
  for (const { cdn } of tiers) {
    const capacity = webAclRules(cdn.webAclRules).map(({ name }) => CAPACITY[name] ?? Infinity);
    expect(capacity.reduce((total, units) => total + units, 0)).toBeLessThanOrEqual(1500);
  }
});
