import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cluster-roles-AmazonEKSWorkerNodeMinimalPolicy",
  path: "inputs.policyArn",
  value: "arn:aws:iam::aws:policy/AdministratorAccess",
  message:
    "cluster-roles-AmazonEKSWorkerNodeMinimalPolicy: it gives arn:aws:iam::aws:policy/AdministratorAccess; allowed: AmazonEC2ContainerRegistryPullOnly, AmazonEKSBlockStoragePolicy, AmazonEKSClusterPolicy, AmazonEKSComputePolicy, AmazonEKSLoadBalancingPolicy, AmazonEKSNetworkingPolicy, AmazonEKSWorkerNodeMinimalPolicy, or a policy of the stack. Write a policy with the actions and resources that are needed.",
};
