import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "2k",
  name: "network-default-route-0",
  path: "inputs.routeTableId",
  value: "network-private-route-table-1-id",
  message:
    "cluster-app-node-class: network-private-0 has no way out; allowed: a route of 0.0.0.0/0 to a NAT. Let the rule or the route name what it is for.",
  further: [
    "cluster-qdrant-node-class: network-private-0 has no way out; allowed: a route of 0.0.0.0/0 to a NAT. Let the rule or the route name what it is for.",
  ],
};
