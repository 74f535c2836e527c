import { KEYS, USES_KEY } from "./keys";
import { cloudFormationSource, type Permissions } from "./permissions";

const rds = (object: string): string => `arn:{partition}:rds:{region}:{account}:${object}`;
const DB = rds("db:{aws:rds/instance:Instance}");
const FINAL_SNAPSHOTS = rds("snapshot:{aws:rds/instance:Instance}");
/** Whatever snapshot somebody restores from, an automated one included, and the automated backups of an instance that is gone. */
const BACKUPS = [rds("snapshot:*"), rds("auto-backup:*")];
const PARAMETERS = rds("pg:{aws:rds/parameterGroup:ParameterGroup}");
const SUBNETS = rds("subgrp:{aws:rds/subnetGroup:SubnetGroup}");
/** RDS gives each instance the default one of its engine. */
const OPTIONS = rds("og:default:*");
/** A pilot replicates a primary of another stack in another region. */
const ABROAD = "arn:{partition}:rds:*:{account}:db:*";
/** RDS asks for it with a read replica, although the source is an instance. */
const CLUSTERS = rds("cluster:{aws:rds/instance:Instance}");

const rdsTags = (on: readonly string[]) => ({
  actions: ["rds:AddTagsToResource", "rds:ListTagsForResource", "rds:RemoveTagsFromResource"],
  on,
});

/** What a deployer needs for PostgreSQL and its secret. */
export const DATABASE_PERMISSIONS = {
  "aws:rds/instance:Instance": {
    grants: [
      {
        actions: [
          "ec2:DescribeAvailabilityZones",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeVpcs",
          "rds:DescribeDBEngineVersions",
          "rds:DescribeDBInstances",
          "rds:DescribeDBSnapshots",
        ],
      },
      {
        actions: ["rds:RestoreDBInstanceFromDBSnapshot", "rds:RestoreDBInstanceToPointInTime"],
        on: [...BACKUPS, DB, OPTIONS, PARAMETERS, SUBNETS],
      },
      { actions: ["rds:CreateDBInstance", "rds:ModifyDBInstance"], on: [DB, OPTIONS, PARAMETERS, SUBNETS] },
      {
        actions: ["rds:CreateDBInstanceReadReplica"],
        on: [CLUSTERS, DB, ABROAD, OPTIONS, PARAMETERS, SUBNETS],
      },
      { actions: ["rds:PromoteReadReplica"], on: [DB] },
      { actions: ["rds:RebootDBInstance"], on: [DB] },
      rdsTags([DB, FINAL_SNAPSHOTS]),
      { actions: ["rds:CreateDBSnapshot"], on: [DB, FINAL_SNAPSHOTS], deletes: true },
      { actions: ["rds:DeleteDBInstance"], on: [DB], onlyTagged: true, deletes: true },
      USES_KEY,
    ],
    serviceLinkedRole: "rds.amazonaws.com",
    source: cloudFormationSource("AWS::RDS::DBInstance"),
  },
  "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication": {
    grants: [
      { actions: ["rds:DescribeDBInstanceAutomatedBackups"] },
      {
        // The instance in the stack's region, and its copied backup in the other one.
        actions: [
          "rds:StartDBInstanceAutomatedBackupsReplication",
          "rds:StopDBInstanceAutomatedBackupsReplication",
        ],
        on: ["arn:{partition}:rds:*:{account}:db:{aws:rds/instance:Instance}", rds("auto-backup:*")],
      },
      USES_KEY,
      // A replica of a secret is encrypted by its owner's rights.
      { actions: ["kms:Encrypt"], on: [KEYS] },
    ],
    source:
      "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html; https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html",
  },
  "aws:rds/parameterGroup:ParameterGroup": {
    grants: [
      { actions: ["rds:DescribeDBParameterGroups", "rds:DescribeDBParameters"] },
      {
        actions: ["rds:CreateDBParameterGroup", "rds:ModifyDBParameterGroup", "rds:ResetDBParameterGroup"],
        on: [PARAMETERS],
      },
      rdsTags([PARAMETERS]),
      { actions: ["rds:DeleteDBParameterGroup"], on: [PARAMETERS], deletes: true },
    ],
    source: cloudFormationSource("AWS::RDS::DBParameterGroup"),
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    grants: [
      { actions: ["rds:DescribeDBSubnetGroups"] },
      { actions: ["rds:CreateDBSubnetGroup", "rds:ModifyDBSubnetGroup"], on: [SUBNETS] },
      rdsTags([SUBNETS]),
      { actions: ["rds:DeleteDBSubnetGroup"], on: [SUBNETS], deletes: true },
    ],
    source: cloudFormationSource("AWS::RDS::DBSubnetGroup"),
  },
} as const satisfies Readonly<Record<string, Permissions>>;
