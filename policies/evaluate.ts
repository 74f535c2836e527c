import { logicalName } from "../models/manifest";
import type { PolicyReport } from "./report";
import type { TierSpec } from "../tiers";
import { enforcementFor, type PolicyResource, type Problem, type Rule } from "./rule";

/** The part of a report that the rules decide. */
export type Evaluation = Pick<PolicyReport, "violations" | "checked">;

/** What a violation says, in the engine and offline. */
const messageOf = ({ remedy }: Rule, urn: string, { wrong, allowed }: Problem): string =>
  `${logicalName(urn)}: ${wrong}; allowed: ${allowed}. ${remedy}`;

function problemsOf(rule: Rule, resources: readonly PolicyResource[], tier: TierSpec) {
  if (rule.scope === "stack") return rule.check(resources, tier);
  return resources
    .filter(({ type }) => rule.types.includes(type))
    .flatMap((resource) => rule.check(resource, tier).map((problem) => ({ ...problem, urn: resource.urn })));
}

/** Judges the resources of a tier by the rules that apply to it, in the order of the rules and of the resources. */
export function evaluate(
  rules: readonly Rule[],
  resources: readonly PolicyResource[],
  tier: TierSpec,
): Evaluation {
  const applying = rules.flatMap((rule) => {
    const enforcement = enforcementFor(rule, tier.name);
    return enforcement === "not-applicable" ? [] : [{ rule, enforcement }];
  });
  return {
    violations: applying.flatMap(({ rule, enforcement }) =>
      problemsOf(rule, resources, tier).map((problem) => ({
        policy: rule.id,
        enforcement,
        urn: problem.urn,
        message: messageOf(rule, problem.urn, problem),
      })),
    ),
    checked: { policies: applying.length, resources: resources.length },
  };
}
