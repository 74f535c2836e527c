import { inventoryOf } from "../effects/inventory";
import { ATTACHMENTS, managedPolicies } from "../effects/identities";
import type { StackRule } from "../rule";

/**
 * What EKS Auto Mode needs, and no more:
 * https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html and auto-create-node-role.html
 */
const NEEDED = [
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
  "AmazonEKSWorkerNodeMinimalPolicy",
];

export const forbidBroadManagedPolicies: StackRule = {
  id: "forbid-broad-managed-policies",
  title: "Roles have only those of AWS's managed policies that EKS Auto Mode needs",
  rationale: "AWS extends its policies without asking, and many allow a whole service, or everything.",
  remedy: "Write a policy with the actions and resources that are needed.",
  severity: "critical",
  source: "AWS IAM User Guide, Security best practices: least privilege",
  whenUnknown: "refuse",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    return inventory.ofType(...ATTACHMENTS).flatMap((resource) =>
      managedPolicies(resource)
        .filter(
          (arn) =>
            !NEEDED.some((name) => new RegExp(`^arn:aws[\\w-]*:iam::aws:policy/${name}$`).test(arn)) &&
            inventory.meant("aws:iam/policy:Policy", arn) === undefined,
        )
        .map((arn) => ({
          urn: resource.urn,
          wrong: `it gives ${arn}`,
          allowed: `${NEEDED.join(", ")}, or a policy of the stack`,
        })),
    );
  },
};
