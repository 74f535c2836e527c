import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { createLogBucket } from "../shared/log-bucket";

export interface FlowLogsArgs {
  readonly context: PlatformContext;
  readonly vpcId: pulumi.Output<string>;
}

const RETENTION_DAYS = 90;
const AGGREGATION_SECONDS = 600;

/** Records who spoke to whom in the VPC, for 90 days, in a bucket of its own: S3 costs half of CloudWatch Logs. */
export class FlowLogs extends PlatformComponent {
  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("FlowLogs", name, args.context, "network", opts);
    const { bucket, policy } = createLogBucket(this, {
      name: "flow-logs",
      retentionDays: RETENTION_DAYS,
      sender: this.context,
    });
    this.createFlowLog(args.vpcId, bucket, policy);
    this.registerOutputs({ bucket: bucket.bucket });
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
