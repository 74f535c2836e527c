import { isCustomResource } from "../../models/manifest/manifest";
import { COST_COMPONENTS } from "../../tiers";
import type { ResourceRule } from "../rule";

export const requireOwnerComponent: ResourceRule = {
  id: "require-owner-component",
  title: "Every resource belongs to a component",
  rationale: "A resource without a component counts towards no budget line and is easily forgotten.",
  remedy: "Create it inside a component, with { parent: this }.",
  severity: "medium",
  source: "docs/architecture.md",
  whenUnknown: "refuse",
  scope: "resource",
  types: "every",
  check: (resource) =>
    !isCustomResource(resource) || resource.component !== null
      ? []
      : [
          {
            wrong: "none of its parents is a component of a budget line",
            allowed: COST_COMPONENTS.join(", "),
          },
        ],
};
