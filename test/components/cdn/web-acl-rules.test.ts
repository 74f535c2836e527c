import { webAclRules, type WebAclPlan } from "../../../components/cdn/web-acl-rules";
import { blockingRules } from "../../../kinds/wafv2/acl-rules";
import { at } from "../../../models/manifest/values";
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

const planOf = (changes: Partial<WebAclPlan> = {}): WebAclPlan => ({
  rules: WEB_ACL_RULES,
  blocking: WEB_ACL_RULES,
  excludedPaths: [],
  ...changes,
});
const rules = webAclRules(planOf());
const ruleNamed = (wanted: string) => rules.find(({ name }) => name === wanted);
const groupOf = (wanted: string) => {
  const rule = ruleNamed(wanted);
  return (rule?.statement as { managedRuleGroupStatement?: Record<string, unknown> })
    .managedRuleGroupStatement;
};

test("rules keep the order they are named in", () => {
  expect(
    webAclRules(planOf({ rules: ["badInputs", "rateLimit"] })).map(({ name, priority }) => [priority, name]),
  ).toEqual([
    [0, "bad-inputs"],
    [1, "rate-limit"],
  ]);
  expect(webAclRules(planOf({ rules: [] }))).toEqual([]);
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

test("a rule that does not block counts, and is the same otherwise", () => {
  const counting = webAclRules(planOf({ blocking: ["badInputs"] }));
  expect(counting.map(({ name, action, overrideAction }) => [name, action ?? overrideAction])).toEqual([
    ["rate-limit", { count: {} }],
    ["common-rule-set", { count: {} }],
    ["bad-inputs", { none: {} }],
    ["ip-reputation", { count: {} }],
    ["sql-injection", { count: {} }],
    ["anonymous-ip", { count: {} }],
  ]);
  expect(blockingRules({ rules: counting })).toEqual(["bad-inputs"]);
  expect(counting.map(({ statement }) => statement)).toEqual(rules.map(({ statement }) => statement));
});

describe("excluded paths", () => {
  const excluding = webAclRules(planOf({ excludedPaths: ["/api/generate", "/hooks/v1.0"] }));
  const patternOf = (found: readonly { readonly statement?: unknown }[], position: number): string => {
    const pattern = at(
      found[position]?.statement,
      "managedRuleGroupStatement.scopeDownStatement.notStatement.statement.regexMatchStatement.regexString",
    );
    return typeof pattern === "string" ? pattern : "";
  };

  test("are passed over by the groups that look into bodies, and by no other rule", () => {
    const passing = excluding.filter(({ statement }) => JSON.stringify(statement).includes("scopeDown"));
    expect(passing.map(({ name }) => name)).toEqual(["common-rule-set", "bad-inputs", "sql-injection"]);
    expect(excluding.map(({ action, overrideAction }) => action ?? overrideAction)).toEqual(
      rules.map(({ action, overrideAction }) => action ?? overrideAction),
    );
  });

  test("match themselves and what is below them, and no path that begins alike", () => {
    const pattern = new RegExp(patternOf(excluding, 1));
    for (const path of ["/api/generate", "/api/generate/", "/api/generate/7", "/hooks/v1.0/x"])
      expect(pattern.test(path)).toBe(true);
    for (const path of ["/api/generated", "/x/api/generate", "/hooks/v1x0", "/api", "/"])
      expect(pattern.test(path)).toBe(false);
  });

  test("are compared decoded and without dots, so that /api/generate/../admin is not one of them", () => {
    expect(JSON.stringify(excluding[1]?.statement)).toContain(
      '"textTransformations":[{"priority":0,"type":"URL_DECODE"},{"priority":1,"type":"NORMALIZE_PATH"}]',
    );
  });

  test("all of them fit into a pattern of WAF, which has 512 characters at most", () => {
    const longest = Array.from({ length: 4 }, (_, index) => `/${"a.".repeat(29)}${index}`);
    expect(longest[0]).toHaveLength(60);
    const pattern = patternOf(webAclRules(planOf({ excludedPaths: longest })), 1);
    expect(pattern).toContain(String.raw`a\.a\.`);
    expect(pattern.length).toBeLessThanOrEqual(512);
  });
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
    const capacity = webAclRules(planOf({ rules: cdn.webAclRules })).map(
      ({ name }) => CAPACITY[name] ?? Infinity,
    );
    expect(capacity.reduce((total, units) => total + units, 0)).toBeLessThanOrEqual(1500);
  }
});
