import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "qdrant-peers",
  path: "inputs.spec.template.spec.topologySpreadConstraints",
  value: [],
  message:
    "qdrant-peers: no topologySpreadConstraint is over the zones; allowed: one over topology.kubernetes.io/zone. Add a topologySpreadConstraint over topology.kubernetes.io/zone.",
};
