import type { CostComponent } from "../../tiers";
import type { PlatformContext } from "./context";

export type Labels = Record<string, string>;

/** Labels that select the pods of a workload. They never change: selectors are immutable. */
export function selectorLabels(component: CostComponent, name: string): Labels {
  return { "app.kubernetes.io/name": name, "app.kubernetes.io/component": component };
}

/** Labels of a pod template. The tier is not among them: a tier step must not restart pods because of a label. */
export function podLabels(component: CostComponent, name: string): Labels {
  return {
    ...selectorLabels(component, name),
    "app.kubernetes.io/part-of": "scaling-tiers",
    "cost-component": component,
  };
}

/** Labels of an object's own metadata. */
export function objectLabels(context: PlatformContext, component: CostComponent, name: string): Labels {
  return {
    ...podLabels(component, name),
    "app.kubernetes.io/managed-by": "pulumi",
    "scaling-tier": context.tier,
  };
}
