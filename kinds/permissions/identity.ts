import { cloudFormationSource, type Permissions } from "./permissions";

const ROLES = "arn:{partition}:iam::{account}:role/{aws:iam/role:Role}";
const PROFILES = "arn:{partition}:iam::{account}:instance-profile/{aws:iam/instanceProfile:InstanceProfile}";

/** What a deployer needs for the roles of pods, nodes and the cluster. */
export const IDENTITY_PERMISSIONS = {
  "aws:iam/role:Role": {
    grants: [
      {
        actions: [
          "iam:CreateRole",
          "iam:GetRole",
          "iam:ListAttachedRolePolicies",
          "iam:ListRolePolicies",
          "iam:TagRole",
          "iam:UntagRole",
          "iam:UpdateAssumeRolePolicy",
          "iam:UpdateRole",
          "iam:UpdateRoleDescription",
        ],
        on: [ROLES],
      },
      { actions: ["iam:DeleteRole", "iam:ListInstanceProfilesForRole"], on: [ROLES], deletes: true },
    ],
    source: cloudFormationSource("AWS::IAM::Role"),
  },
  "aws:iam/rolePolicy:RolePolicy": {
    grants: [{ actions: ["iam:DeleteRolePolicy", "iam:GetRolePolicy", "iam:PutRolePolicy"], on: [ROLES] }],
    source: cloudFormationSource("AWS::IAM::RolePolicy"),
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    grants: [
      { actions: ["iam:ListAttachedRolePolicies"], on: [ROLES] },
      {
        actions: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
        on: [ROLES],
        condition: ["ArnEquals", "iam:PolicyARN", "{policyArn}"],
      },
    ],
    source: cloudFormationSource("AWS::IAM::Role"),
  },
  "aws:iam/instanceProfile:InstanceProfile": {
    grants: [
      {
        actions: [
          "iam:AddRoleToInstanceProfile",
          "iam:CreateInstanceProfile",
          "iam:GetInstanceProfile",
          "iam:RemoveRoleFromInstanceProfile",
          "iam:TagInstanceProfile",
          "iam:UntagInstanceProfile",
        ],
        on: [PROFILES],
      },
      { actions: ["iam:DeleteInstanceProfile"], on: [PROFILES], deletes: true },
    ],
    passesRolesTo: ["ec2.amazonaws.com"],
    source: cloudFormationSource("AWS::IAM::InstanceProfile"),
  },
} as const satisfies Readonly<Record<string, Permissions>>;
