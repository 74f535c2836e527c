import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cluster-app-nodes",
  path: "inputs.spec.limits",
  value: { cpu: "2", memory: "8Gi" },
  message:
    "cluster-app-nodes: its limits allow 1 node, but the autoscalers' maximum needs 4, and a pod of kube-system/metrics-server has no place; allowed: limits of 4 nodes or more. Raise appNodeCountMax, or lower the maximum of the autoscalers.",
};
