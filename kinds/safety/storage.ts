import { atLeast, is, not, someOf, within } from "./expectation";
import { availability, data, privacy, type Safety } from "./safety";

const BUCKET = "aws:s3/bucket:Bucket";
/** A setting is made in the region of its bucket. */
const OF_BUCKET = {
  refers: { bucket: BUCKET },
  required: ["bucket"],
  harmless: { refused: ["region"] },
} as const;
const QUEUE = "aws:sqs/queue:Queue";

/** What the safety of buckets and queues rests on. */
export const STORAGE_SAFETY = {
  "aws:s3/bucket:Bucket": {
    defaults: { forceDestroy: false },
    exempt: [
      {
        when: ({ forceDestroy }) => forceDestroy === true,
        inputs: ["forceDestroy"],
        reason: "Its objects may be deleted with it already; whether they may has a rule of its own",
      },
    ],
    harmless: { texts: ["bucketPrefix", "bucket"] },
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": OF_BUCKET,
  "aws:s3/bucketPolicy:BucketPolicy": OF_BUCKET,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": {
    ...OF_BUCKET,
    guards: [
      privacy("rule.objectOwnership", is("BucketOwnerEnforced"), "An ACL could give an object to a stranger"),
    ],
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    refers: {
      bucket: BUCKET,
      "rules[].applyServerSideEncryptionByDefault.kmsMasterKeyId": "aws:kms/key:Key",
    },
    required: ["bucket"],
    guards: [privacy("rules", someOf(1), "Nobody would have said how objects are encrypted")],
    harmless: { sizes: ["rules[].bucketKeyEnabled"], refused: ["region"] },
  },
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    ...OF_BUCKET,
    harmless: { texts: ["key", "contentType"], timing: ["cacheControl"], working: ["contentBase64"] },
    dispensable: "Synthetics refuses a canary without its code, and a page does without the script of RUM",
  },
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": {
    refers: {
      bucket: BUCKET,
      role: "aws:iam/role:Role",
      "rules[].destination.bucket": BUCKET,
      "rules[].destination.encryptionConfiguration.replicaKmsKeyId": "aws:kms/key:Key",
    },
    required: ["bucket", "role"],
    guards: [
      data("rules", someOf(1), "Nothing would be copied"),
      data("rules[].status", is("Enabled"), "Nothing would be copied"),
    ],
    harmless: {
      texts: ["rules[].id"],
      sizes: ["rules[].deleteMarkerReplication", "rules[].destination.storageClass"],
      refused: ["rules[].priority"],
    },
  },
  "aws:s3/bucketVersioning:BucketVersioning": {
    ...OF_BUCKET,
    guards: [],
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    ...OF_BUCKET,
    guards: [
      data("rules", someOf(1), "Old versions and broken uploads would be kept, and paid for, without end"),
      data("rules[].status", is("Enabled"), "Old versions and broken uploads would be kept without end"),
      data(
        "rules[].noncurrentVersionExpiration?.noncurrentDays",
        within(1, 400),
        "What was overwritten could not be had back, or is kept without end",
      ),
      data("rules[].expiration?.days", not(0), "What is stored would be gone at once", {}),
    ],
    harmless: {
      texts: ["rules[].id"],
      timing: ["rules[].abortIncompleteMultipartUpload"],
      sizes: ["rules[].expiration$", "rules[].expiration.expiredObjectDeleteMarker"],
      refused: ["region", "rules[].filter"],
    },
  },
  "aws:sqs/queue:Queue": {
    guards: [
      data(
        "messageRetentionSeconds",
        atLeast(86_400),
        "Messages are lost when the workers stand still for a night",
      ),
      availability("visibilityTimeoutSeconds", atLeast(30), "Messages would be worked on twice", {
        when: ({ redrivePolicy }) => redrivePolicy !== undefined,
      }),
    ],
    refers: { kmsMasterKeyId: "aws:kms/key:Key" },
    harmless: {
      texts: ["name"],
      timing: ["receiveWaitTimeSeconds"],
      sizes: ["kmsDataKeyReusePeriodSeconds"],
      refused: ["redrivePolicy.maxReceiveCount"],
    },
  },
  "aws:sqs/queuePolicy:QueuePolicy": { refers: { queueUrl: QUEUE }, required: ["queueUrl"] },
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": {
    refers: { queueUrl: QUEUE },
    required: ["queueUrl"],
    dispensable:
      "Without it other queues of the account could put their dead letters here, which shows nobody anything",
    harmless: { working: ["redriveAllowPolicy"] },
  },
} as const satisfies Readonly<Record<string, Safety>>;
