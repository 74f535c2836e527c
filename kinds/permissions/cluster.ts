import { cloudFormationSource, type Permissions } from "./permissions";
import { KEYS } from "./keys";

const CLUSTER = "arn:{partition}:eks:{region}:{account}:cluster/{aws:eks/cluster:Cluster}";
const below = (object: string): string =>
  `arn:{partition}:eks:{region}:{account}:${object}/{aws:eks/cluster:Cluster}/*`;
const ROLES = "arn:{partition}:iam::{account}:role/{aws:iam/role:Role}";

/** What a deployer needs for the cluster; what is inside it goes by its access entry. */
export const CLUSTER_PERMISSIONS = {
  "aws:eks/cluster:Cluster": {
    grants: [
      {
        actions: [
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeVpcs",
          "eks:CreateCluster",
          "eks:ListClusters",
        ],
      },
      {
        actions: [
          "eks:DescribeCluster",
          "eks:DescribeUpdate",
          "eks:TagResource",
          "eks:UntagResource",
          "eks:UpdateClusterConfig",
          "eks:UpdateClusterVersion",
        ],
        on: [CLUSTER],
      },
      { actions: ["eks:DeleteCluster"], on: [CLUSTER], onlyTagged: true, deletes: true },
      { actions: ["iam:GetRole", "iam:ListAttachedRolePolicies"], on: [ROLES] },
      { actions: ["kms:CreateGrant", "kms:DescribeKey"], on: [KEYS] },
    ],
    passesRolesTo: ["eks.amazonaws.com"],
    serviceLinkedRole: "eks.amazonaws.com",
    source: cloudFormationSource("AWS::EKS::Cluster"),
  },
  "aws:eks/accessEntry:AccessEntry": {
    grants: [
      { actions: ["eks:CreateAccessEntry", "eks:DescribeCluster"], on: [CLUSTER] },
      {
        actions: [
          "eks:DeleteAccessEntry",
          "eks:DescribeAccessEntry",
          "eks:TagResource",
          "eks:UntagResource",
          "eks:UpdateAccessEntry",
        ],
        on: [below("access-entry")],
      },
    ],
    source: cloudFormationSource("AWS::EKS::AccessEntry"),
  },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    grants: [
      {
        actions: [
          "eks:AssociateAccessPolicy",
          "eks:DisassociateAccessPolicy",
          "eks:ListAssociatedAccessPolicies",
        ],
        on: [below("access-entry")],
      },
    ],
    source: cloudFormationSource("AWS::EKS::AccessEntry"),
  },
  "aws:eks/addon:Addon": {
    grants: [
      { actions: ["eks:DescribeAddonVersions"] },
      { actions: ["eks:CreateAddon"], on: [CLUSTER] },
      { actions: ["eks:DescribeUpdate"], on: [CLUSTER, below("addon")] },
      {
        actions: [
          "eks:DeleteAddon",
          "eks:DescribeAddon",
          "eks:TagResource",
          "eks:UntagResource",
          "eks:UpdateAddon",
        ],
        on: [below("addon")],
      },
    ],
    source: cloudFormationSource("AWS::EKS::Addon"),
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    grants: [
      { actions: ["eks:CreatePodIdentityAssociation"], on: [CLUSTER] },
      {
        actions: [
          "eks:DeletePodIdentityAssociation",
          "eks:DescribePodIdentityAssociation",
          "eks:TagResource",
          "eks:UntagResource",
          "eks:UpdatePodIdentityAssociation",
        ],
        on: [below("podidentityassociation")],
      },
      { actions: ["iam:GetRole"], on: [ROLES] },
    ],
    passesRolesTo: ["pods.eks.amazonaws.com"],
    source: cloudFormationSource("AWS::EKS::PodIdentityAssociation"),
  },
} as const satisfies Readonly<Record<string, Permissions>>;
