import { accountArn, getAtt, policy, ref, retained, sub } from "./template";
import type { TemplateResource, TemplateValue } from "./template";

/** A bucket that takes what S3 replicates from another account. */
export interface CopyBucket {
  /** Name in the template. */
  readonly id: string;
  /** Account of the bucket that is copied. */
  readonly source: string;
  /** What the keys of the copies begin with; empty for all. */
  readonly prefix: string;
  /** The customer key in the template that encrypts them; undefined for S3's own. */
  readonly key?: string;
  /** Days for which a copy that was deleted or overwritten can be brought back. */
  readonly keptVersionDays: number;
  /** Account that may read the copies, while what was lost is restored there; undefined for none. */
  readonly reader?: string;
}

const UNFINISHED_UPLOAD_DAYS = 1;

function encryption(key: string | undefined): TemplateValue {
  const rule =
    key === undefined
      ? { ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }
      : {
          ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: getAtt(key) },
          // Else each object asks KMS.
          BucketKeyEnabled: true,
        };
  return { ServerSideEncryptionConfiguration: [rule] };
}

/** CloudFormation names it: a name of ours might be taken, here by a bucket that was retained, or by anybody on earth. */
const bucket = ({ key, keptVersionDays }: CopyBucket): TemplateResource =>
  retained("AWS::S3::Bucket", {
    BucketEncryption: encryption(key),
    LifecycleConfiguration: {
      Rules: [
        {
          Id: "end-deleted-copies",
          Status: "Enabled",
          NoncurrentVersionExpiration: { NoncurrentDays: keptVersionDays },
          ExpiredObjectDeleteMarker: true,
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: UNFINISHED_UPLOAD_DAYS },
        },
      ],
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    // S3 replicates only into buckets that keep versions, and what was deleted in the source is one of them.
    VersioningConfiguration: { Status: "Enabled" },
  });

/**
 * The account of the source may have copies and delete markers written, and nothing else: it reads, lists and deletes no
 * version. AWS's example gives it `s3:List*` and `s3:PutBucketVersioning` as well
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-walkthrough-2.html). Neither is needed where the bucket
 * keeps versions already, say those who wrote it (https://github.com/awsdocs/amazon-s3-developer-guide/pull/91), and by the
 * latter whoever holds that account could stop the versions, and then end every copy by a delete marker.
 */
const bucketPolicy = ({ id, source, prefix, reader }: CopyBucket): TemplateResource =>
  retained("AWS::S3::BucketPolicy", {
    Bucket: ref(id),
    PolicyDocument: policy(
      {
        Sid: "TakeCopies",
        Effect: "Allow",
        Principal: { AWS: accountArn(source) },
        Action: [
          "s3:ObjectOwnerOverrideToBucketOwner",
          "s3:ReplicateDelete",
          "s3:ReplicateObject",
          "s3:ReplicateTags",
        ],
        Resource: sub(`\${${id}.Arn}/${prefix}*`),
      },
      {
        Sid: "TellVersioning",
        Effect: "Allow",
        Principal: { AWS: accountArn(source) },
        Action: "s3:GetBucketVersioning",
        Resource: getAtt(id),
      },
      ...(reader === undefined
        ? []
        : [
            {
              Sid: "ReadCopies",
              Effect: "Allow",
              Principal: { AWS: accountArn(reader) },
              Action: ["s3:GetObject", "s3:GetObjectTagging", "s3:ListBucket"],
              Resource: [getAtt(id), sub(`\${${id}.Arn}/*`)],
            },
          ]),
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [getAtt(id), sub(`\${${id}.Arn}/*`)],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ),
  });

/** The bucket and its policy, which stays with it: a bucket that is retained must not be left open. */
export const copyBucket = (args: CopyBucket): Readonly<Record<string, TemplateResource>> => ({
  [args.id]: bucket(args),
  [`${args.id}Policy`]: bucketPolicy(args),
});
