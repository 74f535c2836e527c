import { nameOfUrn } from "../models/manifest/urn";
import type { PolicyReport } from "./report";
import { concerns, enforcementFor, messageOf, type PolicyResource, type Rule, type Yardstick } from "./rule";

/** The part of a report that the rules decide. */
export type Evaluation = Pick<PolicyReport, "violations" | "checked">;

function problemsOf(rule: Rule, resources: readonly PolicyResource[], yardstick: Yardstick) {
  if (rule.scope === "stack") return rule.check(resources, yardstick);
  return resources
    .filter(({ type }) => concerns(rule, type))
    .flatMap((resource) =>
      rule.check(resource, yardstick).map((problem) => ({ ...problem, urn: resource.urn })),
    );
}

/** Judges the resources of a tier by the rules that apply to it, in the order of the rules and of the resources. */
export function evaluate(
  rules: readonly Rule[],
  resources: readonly PolicyResource[],
  yardstick: Yardstick,
): Evaluation {
  const applying = rules.flatMap((rule) => {
    const enforcement = enforcementFor(rule, yardstick.tier.name);
    return enforcement === "not-applicable" ? [] : [{ rule, enforcement }];
  });
  return {
    violations: applying.flatMap(({ rule, enforcement }) =>
      problemsOf(rule, resources, yardstick).map((problem) => ({
        policy: rule.id,
        enforcement,
        urn: problem.urn,
        message: messageOf(rule, nameOfUrn(problem.urn), problem),
      })),
    ),
    checked: { policies: applying.length, resources: resources.length },
  };
}
