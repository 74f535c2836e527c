import * as pulumi from "@pulumi/pulumi";

/** Keys of the asset bucket that the product writes; CloudFront serves the same path. */
const ASSET_KEY_PREFIX = "assets/";

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: pulumi.Input<string>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What the product may touch outside the cluster. */
export interface PermissionTargets {
  readonly assetBucketArn: pulumi.Input<string>;
  readonly queueArn: pulumi.Input<string>;
  /** Key that encrypts the queue, and much else. */
  readonly keyArn: pulumi.Input<string>;
  readonly region: string;
}

/** Deleting leaves the old version for its days; without the list a missing object is 403 and not 404 (S3, GetObject). */
const assets = ({ assetBucketArn }: PermissionTargets): readonly Statement[] => [
  {
    Sid: "Assets",
    Effect: "Allow",
    Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
    Resource: pulumi.interpolate`${assetBucketArn}/${ASSET_KEY_PREFIX}*`,
  },
  {
    Sid: "AssetNames",
    Effect: "Allow",
    Action: ["s3:ListBucket"],
    Resource: assetBucketArn,
    Condition: { StringLike: { "s3:prefix": `${ASSET_KEY_PREFIX}*` } },
  },
];

const queue = ({ queueArn }: PermissionTargets, action: readonly string[]): Statement => ({
  Sid: "EmbeddingQueue",
  Effect: "Allow",
  Action: action,
  Resource: queueArn,
});

/** The key only in the hands of SQS: the same key encrypts the databases. */
const queueKey = ({ keyArn, region }: PermissionTargets, action: readonly string[]): Statement => ({
  Sid: "EmbeddingQueueKey",
  Effect: "Allow",
  Action: action,
  Resource: keyArn,
  Condition: { StringEquals: { "kms:ViaService": `sqs.${region}.amazonaws.com` } },
});

const policy = (...statements: Statement[]): pulumi.Output<string> =>
  pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });

/** Web pods read and write assets and send embedding jobs; SQS needs both key actions to send (SQS key management). */
export function webPolicy(targets: PermissionTargets): pulumi.Output<string> {
  return policy(
    ...assets(targets),
    queue(targets, ["sqs:SendMessage"]),
    queueKey(targets, ["kms:Decrypt", "kms:GenerateDataKey"]),
  );
}

/** Workers take embedding jobs from the queue, give them back later or delete them, and read and write assets. */
export function workerPolicy(targets: PermissionTargets): pulumi.Output<string> {
  return policy(
    ...assets(targets),
    queue(targets, [
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ReceiveMessage",
    ]),
    queueKey(targets, ["kms:Decrypt"]),
  );
}
