import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "qdrant-disruption-budget",
  path: "inputs.spec.maxUnavailable",
  value: 0,
  message:
    "qdrant-disruption-budget: no pod may ever be evicted; allowed: maxUnavailable of 1 or more. Add a PodDisruptionBudget with the workload's selector and maxUnavailable 1.",
};
