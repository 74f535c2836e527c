import type { RefusalFacts } from "../facts";

export const REFUSALS: readonly RefusalFacts[] = [
  {
    id: "rds-replica-without-primary",
    on: ["create"],
    message: "DBInstanceNotFound: the source of the read replica does not exist. Create the primary first.",
    statement: "replicateSourceDb names an instance that exists.",
    evidence: "read",
    source: "@pulumi/aws 7.48.0, rds/instance.d.ts",
  },
  {
    id: "rds-replica-of-primary-without-backups",
    on: ["create"],
    message:
      "InvalidDBInstanceState: automated backups are off on the source. Set backupRetentionPeriod to 1 or more.",
    statement: "The source of a read replica needs a backup retention above 0.",
    evidence: "read",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Create.html",
  },
  {
    id: "rds-replica-abroad-without-key",
    on: ["create"],
    message:
      "InvalidParameterCombination: an encrypted replica of another region needs a key of its own region. Set kmsKeyId.",
    statement:
      "A replica of another region names a key of its own region, as the source's cannot be used there.",
    evidence: "read",
    source:
      "https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/rds/aws.sdk.kotlin.services.rds.model/-create-db-instance-read-replica-request/kms-key-id.html",
  },
  {
    id: "rds-replica-with-an-engine-of-its-own",
    on: ["create", "update"],
    message:
      "Conflicting configuration arguments: engine, engineVersion, dbName and username conflict with replicateSourceDb. Leave them out, as the source has them.",
    statement: "A replica is told no engine, version, database or user.",
    evidence: "read",
    source: "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/instance.go",
  },
  {
    id: "rds-replica-of-another-source",
    on: ["update"],
    message:
      "cannot elect new source database for replication. Leave replicateSourceDb as it was, or remove it to promote the replica.",
    statement: "The source of a replica is decided once, and a primary never becomes a replica.",
    evidence: "read",
    source: "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/instance.go",
  },
  {
    id: "rds-snapshot-not-found",
    on: ["create"],
    message: "DBSnapshotNotFound: the snapshot to restore from does not exist.",
    statement: "snapshotIdentifier names a snapshot that exists.",
    evidence: "read",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html",
  },
  {
    id: "rds-restore-source-not-found",
    on: ["create"],
    message: "DBInstanceNotFound: the instance or automated backup to restore from does not exist.",
    statement: "restoreToPointInTime names an instance, or an automated backup, that exists.",
    evidence: "read",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceToPointInTime.html",
  },
  {
    id: "rds-replica-with-final-snapshot",
    on: ["delete"],
    message:
      "InvalidParameterCombination: a read replica takes no final snapshot. Set skipFinalSnapshot on replicas.",
    statement: "A replica takes no final snapshot; its delete fails unless skipFinalSnapshot is true.",
    evidence: "read",
    source: "@pulumi/aws 7.48.0, rds/instance.d.ts",
  },
  {
    id: "rds-delete-without-final-snapshot",
    on: ["delete"],
    message: "finalSnapshotIdentifier is required when skipFinalSnapshot is not true.",
    statement: "finalSnapshotIdentifier must be given when skipFinalSnapshot is false.",
    evidence: "read",
    source: "@pulumi/aws 7.48.0, rds/instance.d.ts",
  },
  {
    id: "rds-deletion-protection",
    on: ["delete"],
    message:
      "InvalidParameterCombination: the instance has deletion protection. Switch it off in an `up` first.",
    statement: "An instance with deletion protection is not deleted.",
    evidence: "read",
    source:
      "https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/rds/aws.sdk.kotlin.services.rds.model/-modify-db-instance-request/deletion-protection.html",
  },
  {
    id: "rds-storage-shrinks",
    on: ["update"],
    message: "InvalidParameterCombination: allocated storage cannot be lowered.",
    statement:
      "Lower storage is refused by the API; the provider hides the difference where storage scales by itself.",
    evidence: "read",
    source: "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/instance.go",
  },
  {
    id: "rds-engine-downgrade",
    on: ["update"],
    message: "InvalidParameterCombination: the engine version cannot be lowered.",
    statement: "An engine goes to the same or a later version.",
    evidence: "read",
    source: "https://github.com/hashicorp/terraform/issues/22462",
  },
  {
    id: "rds-major-upgrade-not-allowed",
    on: ["update"],
    message:
      "InvalidParameterCombination: a major version upgrade needs allowMajorVersionUpgrade. Set it for this `up`: pulumi config set allowMajorVersionUpgrade true.",
    statement: "Another major version needs allowMajorVersionUpgrade in the same call.",
    evidence: "read",
    source: "@pulumi/aws 7.48.0, rds/instance.d.ts",
  },
  {
    id: "rds-subnet-group-of-same-vpc",
    on: ["update"],
    message:
      "InvalidVPCNetworkStateFault: an instance moves only to a subnet group of another VPC. Change the group's subnets instead.",
    statement: "The subnet group of an instance changes only together with its VPC.",
    evidence: "read",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/512",
  },
  {
    id: "rds-master-secret-key-changes",
    on: ["update"],
    message: "InvalidParameterCombination: the key of a master secret that RDS manages cannot be changed.",
    statement: "The key of a secret that RDS manages is chosen once.",
    evidence: "read",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html",
  },
  {
    id: "rds-extended-support-changes",
    on: ["update"],
    message: "InvalidParameterCombination: engineLifecycleSupport is decided when an instance is created.",
    statement:
      "Enrolment in extended support is chosen at creation and stays for the life of the instance, or until a major upgrade.",
    evidence: "inferred",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support-creating-db-instance.html",
  },
  {
    id: "rds-small-gp3-with-iops",
    on: ["create", "update"],
    message:
      "InvalidParameterCombination: iops and storageThroughput of gp3 may be set from 400 GiB on for PostgreSQL.",
    statement:
      "iops and throughput of gp3 may not be set below the engine's storage threshold, 400 GiB for PostgreSQL.",
    evidence: "read",
    source: "@pulumi/aws 7.48.0, rds/instance.d.ts",
  },
  {
    id: "rds-striped-gp3-with-few-iops",
    on: ["update"],
    message:
      "InvalidParameterCombination: Invalid iops value for engine name postgres and storage type gp3. State 12,000 or more from 400 GiB on.",
    statement:
      "A disk that grows to 400 GiB or more needs 12,000 IOPS, and the provider sends the old value where none is stated.",
    evidence: "read",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/28382",
  },
  {
    id: "rds-standby-sensitive-parameters",
    on: ["update"],
    message:
      "The replica stops: max_connections, or another value that a standby needs, would be lower than its primary's. Set the standby-sensitive parameters explicitly and equal, or scale the replicas first.",
    statement:
      "A standby whose max_connections (and four more) is below its primary's stops; AWS itself does not refuse, the replica breaks.",
    evidence: "read",
    source: "https://www.postgresql.org/docs/current/hot-standby.html",
  },
];
