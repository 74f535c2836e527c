import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { flowLogBucketPolicy } from "./flow-log-bucket-policy";

export interface FlowLogsArgs {
  readonly context: PlatformContext;
  readonly vpcId: pulumi.Output<string>;
}

const RETENTION_DAYS = 90;
const ABORT_UPLOAD_DAYS = 7;
const AGGREGATION_SECONDS = 600;

/** Records who spoke to whom in the VPC, for 90 days, in a bucket of its own: S3 costs half of CloudWatch Logs. */
export class FlowLogs extends PlatformComponent {
  constructor(name: string, { context, vpcId }: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("FlowLogs", name, context, "network", opts);
    const bucket = this.createBucket();
    const policy = this.closeBucket(bucket);
    this.expireObjects(bucket);
    new aws.ec2.FlowLog(
      this.childName("log"),
      {
        vpcId,
        trafficType: "ALL",
        logDestinationType: "s3",
        logDestination: bucket.arn,
        maxAggregationInterval: AGGREGATION_SECONDS,
        tags: this.tags(),
      },
      // Without the policy the service would write one of its own, and the two would fight.
      { parent: this, dependsOn: [policy] },
    );
    this.registerOutputs({ bucket: bucket.bucket });
  }

  private createBucket(): aws.s3.Bucket {
    return new aws.s3.Bucket(
      this.childName("bucket"),
      {
        bucketPrefix: this.namePrefix("aws:s3/bucket:Bucket", "flow-logs"),
        // No product data: a full bucket must not stop a step down or a destroy.
        forceDestroy: true,
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  private closeBucket(bucket: aws.s3.Bucket): aws.s3.BucketPolicy {
    const publicAccessBlock = new aws.s3.BucketPublicAccessBlock(
      this.childName("public-access-block"),
      {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this },
    );
    new aws.s3.BucketOwnershipControls(
      this.childName("ownership"),
      { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { parent: this },
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      this.childName("encryption"),
      {
        bucket: bucket.bucket,
        // The service that delivers the logs would need a grant on our key; S3's own needs none.
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      },
      { parent: this },
    );
    return new aws.s3.BucketPolicy(
      this.childName("policy"),
      {
        bucket: bucket.bucket,
        policy: pulumi.jsonStringify(bucket.arn.apply((arn) => flowLogBucketPolicy(arn, this.context))),
      },
      // S3 refuses two changes of a bucket's access at the same moment.
      { parent: this, dependsOn: [publicAccessBlock] },
    );
  }

  private expireObjects(bucket: aws.s3.Bucket): void {
    new aws.s3.BucketLifecycleConfiguration(
      this.childName("lifecycle"),
      {
        bucket: bucket.bucket,
        rules: [
          {
            id: "expire",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: RETENTION_DAYS },
            abortIncompleteMultipartUpload: { daysAfterInitiation: ABORT_UPLOAD_DAYS },
          },
        ],
      },
      { parent: this },
    );
  }
}
