import type * as aws from "@pulumi/aws";
import { ClosedBucket, S3_MANAGED_KEY } from "./closed-bucket";
import type { PlatformComponent } from "./component";
import type { PlatformContext } from "./context";
import { logBucketPolicy } from "./log-bucket-policy";

const ABORT_UPLOAD_DAYS = 7;

export interface LogBucketArgs {
  /** Role in the physical name. */
  readonly name: string;
  /** What the service that delivers asks the name to begin with. Default: nothing. */
  readonly nameStart?: string;
  /** Region of the bucket. Default: the stack's. */
  readonly region?: string;
  readonly retentionDays: number;
  /** Account and region whose deliveries are let in. */
  readonly sender: Pick<PlatformContext, "accountId" | "partition" | "region">;
}

export interface LogBucket {
  readonly bucket: aws.s3.Bucket;
  /** Before it is there, the service that delivers would write one of its own, and the two would fight. */
  readonly policy: aws.s3.BucketPolicy;
}

/** A closed bucket for logs that AWS delivers, made of children of the component that it is given. */
export function createLogBucket(
  parent: PlatformComponent,
  { name, nameStart, region, retentionDays, sender }: LogBucketArgs,
): LogBucket {
  const closed = new ClosedBucket(parent, {
    name,
    ...(nameStart === undefined ? {} : { nameStart }),
    ...(region === undefined ? {} : { region }),
    tags: parent.tags(),
    // The service that delivers the logs would need a grant on our key; S3's own needs none.
    encryption: S3_MANAGED_KEY,
    // No product data: a full bucket must not stop a step down or a destroy.
    forceDestroy: true,
    options: { parent },
    settingsOptions: { parent },
  });
  const policy = closed.setPolicy(closed.bucket.arn.apply((arn) => logBucketPolicy(arn, sender)));
  closed.setLifecycle(
    {
      id: "expire",
      status: "Enabled",
      filter: { prefix: "" },
      expiration: { days: retentionDays },
      abortIncompleteMultipartUpload: { daysAfterInitiation: ABORT_UPLOAD_DAYS },
    },
    { parent },
  );
  return { bucket: closed.bucket, policy };
}
