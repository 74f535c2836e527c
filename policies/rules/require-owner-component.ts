import { isCustomResource } from "../../models/manifest/manifest";
import { COST_COMPONENTS } from "../../tiers";
import type { ResourceRule } from "../rule";

export const requireOwnerComponent: ResourceRule = {
  id: "require-owner-component",
  title: "Every resource belongs to a component",
  rationale: "What belongs to nobody stands on no budget line and is forgotten.",
  remedy: "Create it inside a component, with { parent: this }.",
  severity: "medium",
  source: "docs/architecture.md",
  whenUnknown: "refuse",
  scope: "resource",
  types: "every",
  check: (resource) =>
    !isCustomResource(resource) || resource.component !== null
      ? []
      : [{ wrong: "no component of a budget line is above it", allowed: COST_COMPONENTS.join(", ") }],
};
