import type * as aws from "@pulumi/aws";
import type { TierSpec } from "../../tiers";
import { aclRuleName } from "../../kinds/wafv2/acl-rules";
import { CLOUDFRONT_REGION } from "../shared/cloudfront-region";

type WebAclRule = aws.types.input.wafv2.WebAclRule;
type RuleName = TierSpec["cdn"]["webAclRules"][number];
type RuleBody = Pick<WebAclRule, "statement" | "action" | "overrideAction">;
type ManagedGroup = aws.types.input.wafv2.WebAclRuleStatementManagedRuleGroupStatement;
type NamedRule = WebAclRule & { readonly name: string };

/** Requests of one address in five minutes; an office behind one address stays below it. */
const RATE_LIMIT = 2000;
const RATE_WINDOW_SECONDS = 300;

/** Groups that look into bodies, where HTML and prompts look like attacks. */
const READS_BODIES: readonly RuleName[] = ["commonRuleSet", "badInputs", "sqlInjection"];

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

/** What a web ACL does with requests. */
export interface WebAclPlan {
  /** In the order of evaluation. */
  readonly rules: readonly RuleName[];
  /** Those of them that refuse what they match; the others count it. */
  readonly blocking: readonly RuleName[];
  /** Paths, with all below them, whose requests the groups that look into bodies pass over. */
  readonly excludedPaths: readonly string[];
}

/** The rule, so that it lets through what it matches and counts it. */
const counting = ({ action, overrideAction, ...body }: RuleBody): RuleBody => ({
  ...body,
  ...(action === undefined ? {} : { action: { count: {} } }),
  ...(overrideAction === undefined ? {} : { overrideAction: { count: {} } }),
});

/** Requests outside the paths. They are compared decoded and with `..` resolved, so that no other path passes for one of them. */
function outside(paths: readonly string[]) {
  const any = paths.map((path) => path.replaceAll(".", String.raw`\.`)).join("|");
  return {
    notStatement: {
      statement: {
        regexMatchStatement: {
          regexString: `^(?:${any})(?:/|$)`,
          fieldToMatch: { uriPath: {} },
          textTransformations: [
            { priority: 0, type: "URL_DECODE" },
            { priority: 1, type: "NORMALIZE_PATH" },
          ],
        },
      },
    },
  };
}

function passingOver(paths: readonly string[], { statement, ...rest }: RuleBody): RuleBody {
  const group = (statement as aws.types.input.wafv2.WebAclRuleStatement).managedRuleGroupStatement;
  return {
    ...rest,
    statement: {
      managedRuleGroupStatement: { ...(group as ManagedGroup), scopeDownStatement: outside(paths) },
    },
  };
}

function ruleBody(name: RuleName, { blocking, excludedPaths }: WebAclPlan): RuleBody {
  const body = blocking.includes(name) ? WEB_ACL_RULES[name] : counting(WEB_ACL_RULES[name]);
  return excludedPaths.length > 0 && READS_BODIES.includes(name) ? passingOver(excludedPaths, body) : body;
}

/** Rules of a web ACL, evaluated in the order they are named in. Each has its own metric and sampled requests. */
export function webAclRules(plan: WebAclPlan): NamedRule[] {
  return plan.rules.map((name, priority) => ({
    name: aclRuleName(name),
    priority,
    ...ruleBody(name, plan),
    visibilityConfig: visibility(aclRuleName(name)),
  }));
}

/** Metrics and sampled requests of a rule or of the whole web ACL. */
function visibility(metricName: string): aws.types.input.wafv2.WebAclVisibilityConfig {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}

/** A web ACL for a distribution, which admits what none of its rules refuses. */
export function webAclSettings(name: string, plan: WebAclPlan): Omit<aws.wafv2.WebAclArgs, "tags"> {
  return {
    region: CLOUDFRONT_REGION,
    name,
    description: "Guards the distribution",
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    rules: webAclRules(plan),
    visibilityConfig: visibility(name),
  };
}
