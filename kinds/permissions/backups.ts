import { KEYS, USES_KEY } from "./keys";
import { cloudFormationSource, type Permissions } from "./permissions";

const VAULTS = "arn:{partition}:backup:{region}:{account}:backup-vault:{aws:backup/vault:Vault}";
/** AWS gives a plan its id. */
const PLANS = "arn:{partition}:backup:{region}:{account}:backup-plan:*";
/** A backup of RDS is one of its snapshots. */
const BACKUPS = "arn:{partition}:rds:{region}:{account}:snapshot:awsbackup:*";

const tags = (on: string) => ({
  actions: ["backup:ListTags", "backup:TagResource", "backup:UntagResource"],
  on: [on],
});

/** What a deployer needs for copies in another account. */
export const BACKUP_PERMISSIONS = {
  "aws:backup/vault:Vault": {
    grants: [
      {
        actions: [
          "backup:CreateBackupVault",
          "backup:DeleteBackupVault",
          "backup:DescribeBackupVault",
          "backup:ListRecoveryPointsByBackupVault",
        ],
        on: [VAULTS],
      },
      tags(VAULTS),
      { actions: ["backup:DeleteRecoveryPoint"], on: [BACKUPS], deletes: true },
      // IAM takes nothing narrower for it, and a vault with a key of its own is not made without.
      { actions: ["backup-storage:MountCapsule"] },
      USES_KEY,
      // AWS Backup tries out the key with a grant of its own.
      { actions: ["kms:RetireGrant"], on: [KEYS] },
    ],
    source: `${cloudFormationSource("AWS::Backup::BackupVault")}; hashicorp/terraform-provider-aws:internal/service/backup/vault.go (what it deletes)`,
  },
  "aws:backup/plan:Plan": {
    grants: [
      {
        actions: [
          "backup:CreateBackupPlan",
          "backup:DeleteBackupPlan",
          "backup:GetBackupPlan",
          "backup:UpdateBackupPlan",
        ],
        on: [PLANS],
      },
      tags(PLANS),
    ],
    source: cloudFormationSource("AWS::Backup::BackupPlan"),
  },
  "aws:backup/selection:Selection": {
    grants: [
      {
        actions: [
          "backup:CreateBackupSelection",
          "backup:DeleteBackupSelection",
          "backup:GetBackupSelection",
        ],
        on: [PLANS],
      },
    ],
    passesRolesTo: ["backup.amazonaws.com"],
    source: cloudFormationSource("AWS::Backup::BackupSelection"),
  },
} as const satisfies Readonly<Record<string, Permissions>>;
