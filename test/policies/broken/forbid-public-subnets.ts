import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "network-private-association-0",
  path: "inputs.routeTableId",
  value: "network-public-route-table-id",
  message:
    "load-balancer-alb: network-private-0 has a route to 0.0.0.0/0 by an internet gateway; allowed: subnets without a route to an internet gateway. Put it into the private subnets, or a store into the data subnets, and give those no route to an internet gateway; data subnets have no route out at all.",
  further: [
    "cluster-control-plane: network-private-0 has a route to 0.0.0.0/0 by an internet gateway; allowed: subnets without a route to an internet gateway. Put it into the private subnets, or a store into the data subnets, and give those no route to an internet gateway; data subnets have no route out at all.",
    "cluster-app-node-class: network-private-0 has a route to 0.0.0.0/0 by an internet gateway; allowed: subnets without a route to an internet gateway. Put it into the private subnets, or a store into the data subnets, and give those no route to an internet gateway; data subnets have no route out at all.",
  ],
  also: ["forbid-internet-answers", "require-ways-of-traffic"],
};
