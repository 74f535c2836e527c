import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterComponent } from "./cluster-component";

/**
 * Lets one pod of a workload go at a time. Never none: a budget that a single pod cannot meet would only hold up the
 * replacement of its node. Nor do pods that are broken anyway hold it up.
 */
export function createDisruptionBudget(
  parent: ClusterComponent,
  workload: string,
  dependsOn: readonly pulumi.Resource[],
): kubernetes.policy.v1.PodDisruptionBudget {
  return new kubernetes.policy.v1.PodDisruptionBudget(
    parent.childName("disruption-budget"),
    {
      metadata: parent.metadata(workload),
      spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: "AlwaysAllow",
        selector: { matchLabels: parent.selectorLabels(workload) },
      },
    },
    parent.inCluster(...dependsOn),
  );
}
