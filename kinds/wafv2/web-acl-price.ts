import { at, listOf } from "../../models/manifest/values";
import type { ManifestResource } from "../../models/manifest/manifest";
import { UnpricedError } from "../pricing/errors";
import { constant, figuresOf } from "../pricing/figures";
import type { Formula } from "../pricing/formula";

/** Rule groups of AWS that have no charge of their own (AWS WAF pricing); Bot Control and fraud control have one. */
const FREE_GROUPS: ReadonlySet<unknown> = new Set([
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesAnonymousIpList",
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesSQLiRuleSet",
]);

function refusePaidGroups({ name, inputs }: ManifestResource): void {
  for (const rule of listOf(inputs["rules"])) {
    const group = at(rule, "statement.managedRuleGroupStatement");
    if (group === undefined || (at(group, "vendorName") === "AWS" && FREE_GROUPS.has(at(group, "name"))))
      continue;
    throw new UnpricedError(
      `${name} cannot be priced: the rule group ${String(at(group, "name"))} may have a charge of its own, which is not known.`,
    );
  }
}

/** A web ACL of WAF; a rule group managed by AWS is charged as a rule. */
export const webAclPrice: Formula = (resource, { workload }) => {
  refusePaidGroups(resource);
  return [
    { item: "web ACL", priceKey: "wafv2.webAcl", quantity: constant(1), basis: "fixed", assumption: null },
    {
      item: "rules",
      priceKey: "wafv2.rule",
      quantity: constant(listOf(resource.inputs["rules"]).length),
      basis: "fixed",
      assumption: null,
    },
    {
      item: "requests inspected",
      priceKey: "wafv2.requests",
      quantity: figuresOf(
        workload,
        ({ requestsPerMonth, assetRequestsPerMonth }) =>
          (requestsPerMonth + assetRequestsPerMonth) / 1_000_000,
      ),
      basis: "usage",
      assumption: "every request that CloudFront is asked",
    },
  ];
};
