import { USES_KEY } from "./keys";
import { cloudFormationSource, type Permissions } from "./permissions";

/** Those of the stack, and the one whose name has to begin as WAF asks. */
const BUCKETS = [
  "arn:{partition}:s3:::{aws:s3/bucket:Bucket}",
  "arn:{partition}:s3:::aws-waf-logs-{aws:s3/bucket:Bucket}",
];
const QUEUES = ["arn:{partition}:sqs:{region}:{account}:{aws:sqs/queue:Queue}"];
const SECRETS = [
  "arn:{partition}:secretsmanager:{region}:{account}:secret:{aws:secretsmanager/secret:Secret}",
];

const bucket = (...actions: string[]): Permissions => ({
  grants: [{ actions, on: BUCKETS }],
  source: cloudFormationSource("AWS::S3::Bucket"),
});

const queue = (...actions: string[]): Permissions => ({
  grants: [{ actions: ["sqs:GetQueueAttributes", "sqs:SetQueueAttributes", ...actions], on: QUEUES }],
  source: cloudFormationSource("AWS::SQS::Queue"),
});

/** What a deployer needs for buckets, queues and secrets. */
export const STORAGE_PERMISSIONS = {
  "aws:s3/bucket:Bucket": {
    grants: [
      {
        actions: [
          "s3:CreateBucket",
          // Everything of a bucket is read back with it, whatever of it is set.
          "s3:GetAccelerateConfiguration",
          "s3:GetBucketAcl",
          "s3:GetBucketCORS",
          "s3:GetBucketLocation",
          "s3:GetBucketLogging",
          "s3:GetBucketObjectLockConfiguration",
          "s3:GetBucketPolicy",
          "s3:GetBucketRequestPayment",
          "s3:GetBucketTagging",
          "s3:GetBucketVersioning",
          "s3:GetBucketWebsite",
          "s3:GetEncryptionConfiguration",
          "s3:GetLifecycleConfiguration",
          "s3:GetReplicationConfiguration",
          "s3:ListBucket",
          "s3:ListTagsForResource",
          "s3:PutBucketTagging",
          "s3:TagResource",
          "s3:UntagResource",
        ],
        on: BUCKETS,
      },
      { actions: ["s3:DeleteBucket"], on: ["arn:{partition}:s3:::{deletable}"], deletes: true },
    ],
    source: `${cloudFormationSource("AWS::S3::Bucket")}; hashicorp/terraform-provider-aws:internal/service/s3/bucket.go (what it reads)`,
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucket(
    "s3:GetLifecycleConfiguration",
    "s3:PutLifecycleConfiguration",
  ),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucket(
    "s3:GetBucketOwnershipControls",
    "s3:PutBucketOwnershipControls",
  ),
  "aws:s3/bucketPolicy:BucketPolicy": bucket(
    "s3:DeleteBucketPolicy",
    "s3:GetBucketPolicy",
    "s3:PutBucketPolicy",
  ),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucket(
    "s3:GetBucketPublicAccessBlock",
    "s3:PutBucketPublicAccessBlock",
  ),
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": {
    ...bucket("s3:GetReplicationConfiguration", "s3:PutReplicationConfiguration"),
    passesRolesTo: ["s3.amazonaws.com"],
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": bucket(
    "s3:GetEncryptionConfiguration",
    "s3:PutEncryptionConfiguration",
  ),
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    grants: [
      {
        actions: [
          "s3:DeleteObject",
          "s3:DeleteObjectVersion",
          "s3:GetObject",
          "s3:GetObjectTagging",
          "s3:ListBucketVersions",
          "s3:PutObject",
          "s3:PutObjectTagging",
        ],
        // Objects, and the bucket for the list of versions.
        on: [
          ...BUCKETS,
          ...["code/*", "assets/rum/*"].flatMap((keys) => BUCKETS.map((arn) => `${arn}/${keys}`)),
        ],
      },
    ],
    source: "hashicorp/terraform-provider-aws:internal/service/s3/object.go (what it calls)",
  },
  "aws:s3/bucketVersioning:BucketVersioning": bucket("s3:GetBucketVersioning", "s3:PutBucketVersioning"),
  "aws:sqs/queue:Queue": queue(
    "sqs:CreateQueue",
    "sqs:DeleteQueue",
    "sqs:GetQueueUrl",
    "sqs:ListQueueTags",
    "sqs:TagQueue",
    "sqs:UntagQueue",
  ),
  "aws:sqs/queuePolicy:QueuePolicy": queue(),
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": queue(),
  "aws:secretsmanager/secret:Secret": {
    grants: [
      {
        actions: [
          "secretsmanager:CreateSecret",
          "secretsmanager:DescribeSecret",
          "secretsmanager:GetResourcePolicy",
          "secretsmanager:RemoveRegionsFromReplication",
          "secretsmanager:ReplicateSecretToRegions",
          "secretsmanager:TagResource",
          "secretsmanager:UntagResource",
          "secretsmanager:UpdateSecret",
        ],
        on: SECRETS,
      },
      { actions: ["secretsmanager:DeleteSecret"], on: SECRETS, deletes: true },
      USES_KEY,
    ],
    source: cloudFormationSource("AWS::SecretsManager::Secret"),
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    grants: [
      {
        actions: [
          "secretsmanager:DescribeSecret",
          "secretsmanager:GetSecretValue",
          "secretsmanager:ListSecretVersionIds",
          "secretsmanager:PutSecretValue",
          "secretsmanager:UpdateSecretVersionStage",
        ],
        on: SECRETS,
      },
      USES_KEY,
    ],
    source: `${cloudFormationSource("AWS::SecretsManager::Secret")}; hashicorp/terraform-provider-aws:internal/service/secretsmanager/secret_version.go`,
  },
} as const satisfies Readonly<Record<string, Permissions>>;
