import { at, listOf } from "../../models/manifest/values";
import type { PolicyResource } from "../rule";
import type { Inventory } from "./inventory";

/** Inputs that name a KMS key, by type; the value of each that is there. */
export interface KeyInput {
  readonly path: string;
  /** Without it AWS takes a key of its own, which the account can neither close nor watch. */
  readonly isRequired: boolean;
}

const required = (path: string): KeyInput => ({ path, isRequired: true });
const optional = (path: string): KeyInput => ({ path, isRequired: false });

/** By type. A replica of a database has the key of its primary. */
export const KEY_INPUTS: Readonly<Record<string, readonly KeyInput[]>> = {
  "aws:cloudwatch/logGroup:LogGroup": [required("kmsKeyId")],
  "aws:rds/instance:Instance": [required("kmsKeyId"), required("performanceInsightsKmsKeyId")],
  "aws:backup/vault:Vault": [required("kmsKeyArn")],
  "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication": [required("kmsKeyId")],
  "aws:elasticache/replicationGroup:ReplicationGroup": [required("kmsKeyId")],
  "aws:sqs/queue:Queue": [required("kmsMasterKeyId")],
  "aws:sns/topic:Topic": [required("kmsMasterKeyId")],
  "aws:secretsmanager/secret:Secret": [required("kmsKeyId")],
  "aws:eks/cluster:Cluster": [required("encryptionConfig.provider.keyArn")],
  "aws:kms/alias:Alias": [required("targetKeyId")],
  "aws:ec2/instance:Instance": [optional("rootBlockDevice.kmsKeyId")],
  "aws:ssm/parameter:Parameter": [optional("keyId")],
};

/** Of a bucket's encryption: each rule that uses KMS names its key. */
export const BUCKET_ENCRYPTION =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

export const rulesOf = (inputs: Readonly<Record<string, unknown>>): readonly unknown[] =>
  listOf(inputs["rules"]);

/** Whether what lies in a bucket is encrypted by a key of KMS. */
export const isEncryptedByKey = (inventory: Inventory, bucket: PolicyResource | undefined): boolean =>
  bucket !== undefined &&
  inventory
    .pointingAt(bucket, BUCKET_ENCRYPTION, "bucket")
    .flatMap(({ inputs }) => rulesOf(inputs))
    .some((rule) => at(rule, "applyServerSideEncryptionByDefault.kmsMasterKeyId") !== undefined);
