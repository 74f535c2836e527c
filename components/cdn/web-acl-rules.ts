import type * as aws from "@pulumi/aws";
import type { TierSpec } from "../../tiers";
import { CLOUDFRONT_REGION } from "../shared/cloudfront-region";

type WebAclRule = aws.types.input.wafv2.WebAclRule;
type RuleName = TierSpec["cdn"]["webAclRules"][number];
type RuleBody = Pick<WebAclRule, "statement" | "action" | "overrideAction">;
type NamedRule = WebAclRule & { readonly name: string };

/** Requests of one address in five minutes; an office behind one address stays below it. */
const RATE_LIMIT = 2000;
const RATE_WINDOW_SECONDS = 300;

/** A rule group of AWS; `counted` are those of its rules that only count, so that real users pass. */
function managed(group: string, counted: readonly string[] = []): RuleBody {
  return {
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name: group,
        ruleActionOverrides: counted.map((name) => ({ name, actionToUse: { count: {} } })),
      },
    },
    overrideAction: { none: {} },
  };
}

const WEB_ACL_RULES: Readonly<Record<RuleName, RuleBody>> = {
  rateLimit: {
    statement: {
      rateBasedStatement: {
        aggregateKeyType: "IP",
        limit: RATE_LIMIT,
        evaluationWindowSec: RATE_WINDOW_SECONDS,
      },
    },
    // 429 tells a well-behaved client to wait; the usual 403 would tell it to give up.
    action: { block: { customResponse: { responseCode: 429 } } },
  },
  // The size rule refuses bodies over 8 KB, which every upload and many a long prompt is.
  commonRuleSet: managed("AWSManagedRulesCommonRuleSet", ["SizeRestrictions_BODY"]),
  badInputs: managed("AWSManagedRulesKnownBadInputsRuleSet"),
  ipReputation: managed("AWSManagedRulesAmazonIpReputationList"),
  sqlInjection: managed("AWSManagedRulesSQLiRuleSet"),
  // Webhooks, API clients and synthetic monitoring come from hosting providers; VPNs and Tor exits stay blocked.
  anonymousIp: managed("AWSManagedRulesAnonymousIpList", ["HostingProviderIPList"]),
};

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Rules of a web ACL, evaluated in the order they are named in. Each has its own metric and sampled requests. */
export function webAclRules(names: readonly RuleName[]): NamedRule[] {
  return names.map((name, priority) => ({
    name: kebab(name),
    priority,
    ...WEB_ACL_RULES[name],
    visibilityConfig: visibility(kebab(name)),
  }));
}

/** Metrics and sampled requests of a rule or of the whole web ACL. */
function visibility(metricName: string): aws.types.input.wafv2.WebAclVisibilityConfig {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}

/** A web ACL for a distribution, which admits what none of its rules refuses. */
export function webAclSettings(name: string, rules: readonly RuleName[]): Omit<aws.wafv2.WebAclArgs, "tags"> {
  return {
    region: CLOUDFRONT_REGION,
    name,
    description: "Guards the distribution",
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    rules: webAclRules(rules),
    visibilityConfig: visibility(name),
  };
}
