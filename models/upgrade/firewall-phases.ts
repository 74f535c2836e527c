import { aclRuleName } from "../../kinds/wafv2/acl-rules";
import type { TierSpec } from "../../tiers";
import { byHand, NOT_COUNTED, type HandPhase } from "./by-hand";
import { daysAgo } from "./database-commands";

/** CloudFront's metrics and samples are in one region, whatever the stack's is. */
const REGION = "us-east-1";
const ACL = 'acl="$(pulumi stack output webAclArn)"';

/** A line for each day and rule: how many requests it would have refused. */
const countedByDay = (rules: readonly string[]): string =>
  `(set -e; ${ACL}; for rule in ${rules.join(" ")}; do aws cloudwatch get-metric-statistics --region ${REGION} --namespace AWS/WAFV2 --metric-name CountedRequests --dimensions Name=WebACL,Value="$(echo "$acl" | cut -d / -f 3)" Name=Rule,Value="$rule" --statistics Sum --period 86400 --start-time "${daysAgo(7)}" --end-time "${daysAgo(0)}" --query "Datapoints[].[Timestamp,Sum,'$rule']" --output text; done)`;

/** Some of the requests of the last three hours, which is as far as AWS keeps them. */
const samples = (rules: readonly string[]): string =>
  `(set -e; ${ACL}; for rule in ${rules.join(" ")}; do aws wafv2 get-sampled-requests --region ${REGION} --scope CLOUDFRONT --web-acl-arn "$acl" --rule-metric-name "$rule" --time-window "StartTime=${daysAgo(0.125)},EndTime=${daysAgo(0)}" --max-items 100 --query "SampledRequests[].[Request.Method,Request.URI,RuleNameWithinRuleGroup]" --output text; done)`;

/** Rules that are to refuse what they have counted so far: somebody must have looked at what that is. */
export function readCounted(before: TierSpec, after: TierSpec): HandPhase[] {
  const { blockingRules: blocked } = before.cdn;
  const rules = after.cdn.blockingRules.filter((rule) => !blocked.includes(rule)).map(aclRuleName);
  if (rules.length === 0) return [];
  return [
    {
      ...byHand,
      title: "Read what the firewall would have refused",
      why: "Its new rules only count so far. Those for bodies match HTML and prompts of users as well as attacks.",
      commands: [countedByDay(rules), samples(rules)],
      check:
        "Some days of ordinary use have been counted, and no sampled request is one of your application's own. Else its path goes into wafExcludedPaths, or the rule stays out of cdn.blockingRules.",
      checks: [],
      rollback: "Nothing is refused yet.",
      ...NOT_COUNTED,
    },
  ];
}
