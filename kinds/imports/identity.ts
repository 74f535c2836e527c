import { found, named, taggedArn, type ImportFact } from "./import-fact";

/** Of IAM and of the key. */
export const IDENTITY_IMPORTS = {
  "aws:iam/role:Role": found("iam/role", "iam get-role --role-name {name}", "Role.Arn", {
    id: "{name}",
    gives: "arn",
    unread: ["forceDetachPolicies"],
  }),
  "aws:iam/rolePolicy:RolePolicy": [
    // The provider makes up a name that begins with the logical one.
    found(
      "iam/rolepolicy",
      "iam list-role-policies --role-name {role}",
      "PolicyNames[?@=='{name}' || starts_with(@,'{$name}-')]",
      { id: "{role}:{$found}" },
    ),
  ],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": named(
    "iam/rolepolicyattachment",
    "{role}/{policyArn}",
  ),
  "aws:iam/instanceProfile:InstanceProfile": named("iam/instanceprofile", "{name}"),
  "aws:kms/key:Key": found("kms/key", ...taggedArn("kms:key"), {
    id: "{$tail}",
    gives: "arn",
    unread: ["bypassPolicyLockoutSafetyCheck", "deletionWindowInDays"],
  }),
  "aws:kms/alias:Alias": named("kms/alias", "{name}"),
} as const satisfies Readonly<Record<string, ImportFact>>;
