import { cloudFormationSource, type Grant, type Permissions } from "./permissions";

/**
 * Every key of the account and region: an id is known only after it was created, and IAM sees tags and aliases of a new key
 * only minutes later (https://docs.aws.amazon.com/kms/latest/developerguide/abac.html), when databases already use it.
 */
export const KEYS = "arn:{partition}:kms:{region}:{account}:key/*";
const ALIASES = "arn:{partition}:kms:{region}:{account}:alias/{aws:kms/alias:Alias}";

/** A service uses the key on behalf of whoever creates an object that it encrypts. */
export const USES_KEY: Grant = {
  actions: [
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
  ],
  on: [KEYS],
};

/** What a deployer needs for the key. */
export const KEY_PERMISSIONS = {
  "aws:kms/key:Key": {
    grants: [
      { actions: ["kms:CreateKey"] },
      {
        actions: [
          "kms:DescribeKey",
          "kms:EnableKeyRotation",
          "kms:GetKeyPolicy",
          "kms:GetKeyRotationStatus",
          "kms:ListResourceTags",
          "kms:TagResource",
        ],
        on: [KEYS],
      },
      {
        actions: ["kms:EnableKey", "kms:PutKeyPolicy", "kms:UntagResource", "kms:UpdateKeyDescription"],
        on: [KEYS],
        onlyTagged: true,
      },
      { actions: ["kms:ScheduleKeyDeletion"], on: [KEYS], onlyTagged: true, deletes: true },
    ],
    source: cloudFormationSource("AWS::KMS::Key"),
  },
  "aws:kms/alias:Alias": {
    grants: [
      { actions: ["kms:ListAliases"] },
      { actions: ["kms:CreateAlias", "kms:UpdateAlias"], on: [ALIASES, KEYS] },
      { actions: ["kms:DeleteAlias"], on: [ALIASES, KEYS], deletes: true },
    ],
    source: cloudFormationSource("AWS::KMS::Alias"),
  },
} as const satisfies Readonly<Record<string, Permissions>>;
