import type { PricingTable } from "../../pricing-table";
import { bucket } from "./bucket";
import { kmsKey } from "./kms-key";
import { persistentVolumeClaim } from "./persistent-volume-claim";
import { rdsInstance } from "./rds-instance";
import { replicationGroup } from "./replication-group";
import { secret } from "./secret";

const SETTING_OF_A_BUCKET = "A setting of a bucket; what lies in the bucket is priced there.";

/** Databases, caches, volumes, buckets, keys and secrets. */
export const dataPricing: PricingTable = {
  formulas: {
    "aws:elasticache/replicationGroup:ReplicationGroup": replicationGroup,
    "aws:kms/key:Key": kmsKey,
    "aws:rds/instance:Instance": rdsInstance,
    "aws:s3/bucket:Bucket": bucket,
    "aws:secretsmanager/secret:Secret": secret,
    "kubernetes:core/v1:PersistentVolumeClaim": persistentVolumeClaim,
  },
  free: {
    "aws:elasticache/parameterGroup:ParameterGroup": "Settings of the nodes, which are priced.",
    "aws:elasticache/subnetGroup:SubnetGroup": "A list of subnets.",
    "aws:elasticache/user:User": "A login of the cache.",
    "aws:elasticache/userGroup:UserGroup": "A list of logins.",
    "aws:kms/alias:Alias": "A name of a key, which is priced.",
    "aws:rds/parameterGroup:ParameterGroup": "Settings of the instances, which are priced.",
    "aws:rds/subnetGroup:SubnetGroup": "A list of subnets.",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration":
      "Expiring objects is free; no rule moves them to another class.",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": SETTING_OF_A_BUCKET,
    "aws:s3/bucketPolicy:BucketPolicy": SETTING_OF_A_BUCKET,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": SETTING_OF_A_BUCKET,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
      SETTING_OF_A_BUCKET,
    "aws:s3/bucketVersioning:BucketVersioning": SETTING_OF_A_BUCKET,
    "aws:secretsmanager/secretVersion:SecretVersion": "Versions are part of the secret, which is priced.",
  },
};
