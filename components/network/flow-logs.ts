import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { ClosedBucket, S3_MANAGED_KEY } from "../shared/closed-bucket";
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
  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("FlowLogs", name, args.context, "network", opts);
    const { bucket, policy } = this.createBucket();
    this.createFlowLog(args.vpcId, bucket, policy);
    this.registerOutputs({ bucket: bucket.bucket });
  }

  private createBucket(): { readonly bucket: aws.s3.Bucket; readonly policy: aws.s3.BucketPolicy } {
    const closed = new ClosedBucket(this, {
      name: "flow-logs",
      tags: this.tags(),
      // The service that delivers the logs would need a grant on our key; S3's own needs none.
      encryption: S3_MANAGED_KEY,
      // No product data: a full bucket must not stop a step down or a destroy.
      forceDestroy: true,
      options: { parent: this },
      settingsOptions: { parent: this },
    });
    const policy = closed.setPolicy(closed.bucket.arn.apply((arn) => flowLogBucketPolicy(arn, this.context)));
    closed.setLifecycle(
      {
        id: "expire",
        status: "Enabled",
        filter: { prefix: "" },
        expiration: { days: RETENTION_DAYS },
        abortIncompleteMultipartUpload: { daysAfterInitiation: ABORT_UPLOAD_DAYS },
      },
      { parent: this },
    );
    return { bucket: closed.bucket, policy };
  }

  private createFlowLog(
    vpcId: pulumi.Output<string>,
    bucket: aws.s3.Bucket,
    policy: aws.s3.BucketPolicy,
  ): void {
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
  }
}
