import { kindOf } from "../../kinds";
import type { TagClass } from "../../kinds/facts";
import { at } from "../../models/manifest/values";
import { shown } from "../read";
import type { PolicyResource, Problem, ResourceRule, Yardstick } from "../rule";

/** A type that the catalogue does not hold is taken to have tags. */
const tagClassOf = (type: string): TagClass => kindOf(type)?.tags ?? "tags";

/** What each tag is to be; null where any text will do. */
function tagsOf(
  { type, component }: PolicyResource,
  { tier }: Yardstick,
): Readonly<Record<string, string | null>> {
  const constant = { "cost-component": component, environment: null, "managed-by": "pulumi", project: null };
  return typeof tagClassOf(type) === "object"
    ? constant
    : { ...constant, "scaling-tier": tier.name, "monthly-budget-usd": String(tier.monthlyBudgetUsd) };
}

const isWrong = (value: unknown, wanted: string | null): boolean =>
  wanted === null ? typeof value !== "string" || value === "" : value !== wanted;

/** Kubernetes objects bear the budget line as a label. */
function labelProblems({ inputs, component }: PolicyResource): Problem[] {
  const value = at(at(inputs, "metadata.labels"), "cost-component");
  return value === component
    ? []
    : [{ wrong: `label cost-component is ${shown(value)}`, allowed: shown(component) }];
}

function tagProblems(resource: PolicyResource, yardstick: Yardstick): Problem[] {
  const wrong = Object.entries(tagsOf(resource, yardstick)).flatMap(([tag, wanted]) => {
    const value = at(at(resource.inputs, "tags"), tag);
    return isWrong(value, wanted)
      ? [{ wrong: `tag ${tag} is ${shown(value)}`, allowed: wanted === null ? "a value" : shown(wanted) }]
      : [];
  });
  return wrong.length === 0
    ? []
    : [
        {
          wrong: wrong.map((each) => each.wrong).join(", "),
          allowed: wrong.map((each) => each.allowed).join(", "),
        },
      ];
}

export const requireCostTags: ResourceRule = {
  id: "require-cost-tags",
  title: "Resources carry the cost tags of their tier and budget line",
  rationale: "Untagged costs cannot be attributed, and no budget counts them.",
  remedy: "Pass the tags or labels of the component.",
  severity: "medium",
  source: "docs/cost.md",
  whenUnknown: "refuse",
  scope: "resource",
  types: "every",
  check: (resource, yardstick) => {
    const { type } = resource;
    if (type.startsWith("kubernetes:")) return labelProblems(resource);
    return type.startsWith("aws:") && tagClassOf(type) !== "none" ? tagProblems(resource, yardstick) : [];
  },
};
