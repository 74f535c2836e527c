import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "qdrant-policy-default-deny",
  path: "inputs.spec.policyTypes",
  value: ["Ingress"],
  message:
    "qdrant-namespace: nothing denies traffic by default; allowed: a NetworkPolicy over all pods without rules, for Ingress and Egress. Add a NetworkPolicy with an empty podSelector and no rules to the namespace.",
};
