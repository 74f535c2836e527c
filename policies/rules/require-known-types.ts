import { kindOf } from "../../kinds";
import { isCustomResource } from "../../models/manifest/manifest";
import type { ResourceRule } from "../rule";

export const requireKnownTypes: ResourceRule = {
  id: "require-known-types",
  title: "The catalogue knows every resource type",
  rationale:
    "What a type opens, allows or stores is not known of one that nobody has described: no rule would see it.",
  remedy:
    "Describe it: npm run new -- kind <type>, then look at the rules of policies/ that should judge it.",
  severity: "high",
  source: "docs/architecture.md",
  whenUnknown: "refuse",
  scope: "resource",
  types: "every",
  check: (resource) =>
    !isCustomResource(resource) || kindOf(resource.type) !== undefined
      ? []
      : [{ wrong: `nothing is known of the type ${resource.type}`, allowed: "types of docs/kinds.md" }],
};
