import type { CostComponent } from "../../tiers";
import type { PlatformContext } from "./context";

const TAG_VALUE_LENGTH_MAX = 256;

/** Tags of resources whose tag change would roll nodes or be refused: nothing in them depends on the tier. */
export function constantTags(context: PlatformContext, component: CostComponent): Record<string, string> {
  return {
    "cost-component": component,
    environment: context.environment.slice(0, TAG_VALUE_LENGTH_MAX),
    "managed-by": "pulumi",
    project: context.project,
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

/** Types that carry only constant tags, and why. */
export const CONSTANT_TAG_TYPES: Readonly<Record<string, string>> = {
  "kubernetes:eks.amazonaws.com/v1:NodeClass":
    "A changed NodeClass is drift: Auto Mode would replace every node at each tier step.",
  "kubernetes:storage.k8s.io/v1:StorageClass":
    "StorageClass parameters are immutable: a change would replace the class under the data volumes.",
  "aws:cloudfront/vpcOrigin:VpcOrigin":
    "An update of a VPC origin that a distribution uses is refused (409).",
};
