import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cluster-log-group",
  path: "inputs.name",
  value: "/aws/eks/elsewhere/cluster",
  message:
    "cluster-control-plane: its log /aws/eks/example-cluster-xer0ul5u/cluster has no group in the stack; allowed: a LogGroup. Export the logs, and add a LogGroup of exactly that name with retention and key.",
};
