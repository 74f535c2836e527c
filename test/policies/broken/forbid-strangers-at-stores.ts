import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-from-cluster",
  path: "inputs.referencedSecurityGroupId",
  value: "load-balancer-security-group-id",
  message:
    'postgres-shard-0-primary: postgres-from-cluster lets in "load-balancer-security-group-id" on tcp 5432 to 5432; allowed: the nodes and the store itself, on tcp 5432. Let in the security group of the nodes, and the store\'s own, on the port of the store.',
  further: [
    "postgres-shard-0-primary: no rule lets in the nodes; allowed: the nodes' security group. Let in the security group of the nodes, and the store's own, on the port of the store.",
    'postgres-shard-0-replica-0: postgres-from-cluster lets in "load-balancer-security-group-id" on tcp 5432 to 5432; allowed: the nodes and the store itself, on tcp 5432. Let in the security group of the nodes, and the store\'s own, on the port of the store.',
    "postgres-shard-0-replica-0: no rule lets in the nodes; allowed: the nodes' security group. Let in the security group of the nodes, and the store's own, on the port of the store.",
  ],
};
