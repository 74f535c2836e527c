import type { CostComponent } from "../../tiers";
import type { PlatformContext } from "./context";

const TAG_VALUE_LENGTH_MAX = 256;

/** A tag value AWS accepts: letters, digits, spaces and `_.:/=+-@`, at most 256 (AWS General Reference, "Tagging"). */
function tagValue(text: string): string {
  const accepted = text.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, "-");
  return Array.from(accepted).slice(0, TAG_VALUE_LENGTH_MAX).join("");
}

/** Tags of resources whose tag change would roll nodes or be refused: nothing in them depends on the tier. */
export function constantTags(context: PlatformContext, component: CostComponent): Record<string, string> {
  return {
    "cost-component": component,
    environment: tagValue(context.environment),
    "managed-by": "pulumi",
    project: tagValue(context.project),
  };
}

/** Tags of every resource that can carry them. Plain strings, so that policies can read them at preview. */
export function costTags(context: PlatformContext, component: CostComponent): Record<string, string> {
  return {
    ...constantTags(context, component),
    "scaling-tier": context.tier,
    "monthly-budget-usd": String(context.monthlyBudgetUsd),
  };
}
