import { at, isRecord } from "../../models/manifest/values";
import { shown } from "../read";
import type { PolicyResource, StackRule } from "../rule";

/** A DaemonSet's pods leave with their node, whatever a budget says. */
const EVICTABLE = ["kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet"];
const BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";

const namespaceOf = ({ inputs }: PolicyResource): unknown => at(inputs, "metadata.namespace");
const labelsOf = ({ inputs }: PolicyResource): string => shown(at(inputs, "spec.selector.matchLabels"));

/** Whether a budget forbids every disruption, which would keep nodes from being replaced. */
function isStuck({ inputs }: PolicyResource, workload: PolicyResource): boolean {
  const replicas = at(workload.inputs, "spec.replicas");
  const minimum = at(inputs, "spec.minAvailable");
  return (
    [0, "0%"].includes(at(inputs, "spec.maxUnavailable") as number | string) ||
    minimum === "100%" ||
    (typeof minimum === "number" && typeof replicas === "number" && minimum >= replicas)
  );
}

/**
 * Karpenter evicts no pod with this annotation: a drain waits for the node's last moment, and then takes the pod whatever its
 * budget says (docs/decisions/0041). Jobs end by themselves.
 */
function holdsUpDrains({ inputs }: PolicyResource): boolean {
  const annotations = at(inputs, "spec.template.metadata.annotations");
  return isRecord(annotations) && annotations["karpenter.sh/do-not-disrupt"] === "true";
}

export const requireDisruptionBudget: StackRule = {
  id: "require-disruption-budget",
  title: "Every server has a disruption budget that lets nodes be replaced",
  rationale:
    "Without a budget a node upgrade may evict all pods at once; with one that allows no eviction it never ends.",
  remedy: "Add a PodDisruptionBudget with the workload's selector and maxUnavailable 1.",
  severity: "high",
  source: "Kubernetes documentation, Disruptions",
  whenUnknown: "refuse",
  scope: "stack",
  check: (resources) => {
    const budgets = resources.filter(({ type }) => type === BUDGET);
    return resources
      .filter(({ type }) => EVICTABLE.includes(type))
      .flatMap((workload) => {
        const own = budgets.filter(
          (budget) =>
            namespaceOf(budget) === namespaceOf(workload) && labelsOf(budget) === labelsOf(workload),
        );
        const [budget] = own;
        if (holdsUpDrains(workload))
          return [
            {
              urn: workload.urn,
              wrong:
                "its pods are annotated karpenter.sh/do-not-disrupt, so that a drain waits and then goes by no budget",
              allowed: "a server without this annotation",
            },
          ];
        if (budget === undefined)
          return [{ urn: workload.urn, wrong: "no PodDisruptionBudget selects its pods", allowed: "one" }];
        return isStuck(budget, workload)
          ? [{ urn: budget.urn, wrong: "no pod may ever be evicted", allowed: "maxUnavailable of 1 or more" }]
          : [];
      });
  },
};
