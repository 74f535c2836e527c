import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-password",
  path: "component",
  value: null,
  message:
    "postgres-password: none of its parents is a component of a budget line; allowed: network, cluster, app, qdrant, postgres, valkey, cdn, operations. Create it inside a component, with { parent: this }.",
};
