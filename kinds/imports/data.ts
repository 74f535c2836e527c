import { found, named, type ImportFact } from "./import-fact";

const ofBucket = (path: string): ImportFact => named(`s3/${path}`, "{bucket}");

/** Of what holds data, and of secrets. */
export const DATA_IMPORTS = {
  "aws:rds/instance:Instance": named("rds/instance", "{identifier}", {
    unread: [
      "allowMajorVersionUpgrade",
      "applyImmediately",
      "deleteAutomatedBackups",
      "finalSnapshotIdentifier",
      "password",
      "skipFinalSnapshot",
      "snapshotIdentifier",
      "restoreToPointInTime",
    ],
  }),
  "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication": found(
    "rds/instanceautomatedbackupsreplication",
    "rds describe-db-instance-automated-backups",
    "DBInstanceAutomatedBackups[?DBInstanceArn=='{sourceDbInstanceArn}'].DBInstanceAutomatedBackupsArn",
    { unread: ["preSignedUrl"] },
  ),
  "aws:backup/vault:Vault": named("backup/vault", "{name}", { unread: ["forceDestroy"] }),
  "aws:backup/plan:Plan": found(
    "backup/plan",
    "backup list-backup-plans",
    "BackupPlansList[?BackupPlanName=='{name}'].BackupPlanId",
  ),
  "aws:backup/selection:Selection": found(
    "backup/selection",
    "backup list-backup-selections --backup-plan-id {planId}",
    "BackupSelectionsList[?SelectionName=='{name}'].SelectionId",
    { id: "{planId}|{$found}" },
  ),
  "aws:rds/parameterGroup:ParameterGroup": named("rds/parametergroup", "{name}", { unread: ["skipDestroy"] }),
  "aws:rds/subnetGroup:SubnetGroup": named("rds/subnetgroup", "{name}"),
  "aws:elasticache/replicationGroup:ReplicationGroup": named(
    "elasticache/replicationgroup",
    "{replicationGroupId}",
    { unread: ["applyImmediately", "finalSnapshotIdentifier"] },
  ),
  "aws:elasticache/parameterGroup:ParameterGroup": named("elasticache/parametergroup", "{name}"),
  "aws:elasticache/subnetGroup:SubnetGroup": named("elasticache/subnetgroup", "{name}"),
  "aws:elasticache/user:User": named("elasticache/user", "{userId}", {
    unread: ["authenticationMode.passwords"],
  }),
  "aws:elasticache/userGroup:UserGroup": named("elasticache/usergroup", "{userGroupId}"),
  "aws:secretsmanager/secret:Secret": found(
    "secretsmanager/secret",
    "secretsmanager list-secrets --filters Key=name,Values={namePrefix}",
    "SecretList[].ARN",
    { unread: ["forceOverwriteReplicaSecret", "recoveryWindowInDays"] },
  ),
  "aws:secretsmanager/secretVersion:SecretVersion": found(
    "secretsmanager/secretversion",
    "secretsmanager list-secret-version-ids --secret-id {secretId}",
    "Versions[?contains(VersionStages,'AWSCURRENT')].VersionId",
    { id: "{secretId}|{$found}" },
  ),
  "aws:s3/bucket:Bucket": found("s3/bucket", "s3api list-buckets --prefix {bucketPrefix}", "Buckets[].Name", {
    gives: "bucket",
    unread: ["forceDestroy"],
  }),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ofBucket(
    "bucketlifecycleconfiguration",
  ),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ofBucket("bucketownershipcontrols"),
  "aws:s3/bucketObjectv2:BucketObjectv2": named("s3/bucketobjectv2", "s3://{bucket}/{key}", {
    unread: ["contentBase64"],
  }),
  "aws:s3/bucketPolicy:BucketPolicy": ofBucket("bucketpolicy"),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ofBucket("bucketpublicaccessblock"),
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": ofBucket("bucketreplicationconfig"),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ofBucket(
    "bucketserversideencryptionconfiguration",
  ),
  "aws:s3/bucketVersioning:BucketVersioning": ofBucket("bucketversioning"),
} as const satisfies Readonly<Record<string, ImportFact>>;
