import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { CLOUDFRONT_REGION } from "../shared/cloudfront-region";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { createLogBucket } from "../shared/log-bucket";

export interface RequestLogsArgs {
  readonly context: PlatformContext;
  readonly distributionArn: pulumi.Output<string>;
}

const RETENTION_DAYS = 30;

/**
 * What is written of each request: enough to tell who asked for what, and what came of it. Cookies, query strings and
 * referrers stay out, for tokens stand in them
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html).
 */
const RECORD_FIELDS = [
  "date",
  "time",
  "x-edge-location",
  "sc-bytes",
  "c-ip",
  "cs-method",
  "cs(Host)",
  "cs-uri-stem",
  "sc-status",
  "cs(User-Agent)",
  "x-edge-result-type",
  "x-edge-request-id",
  "time-taken",
  "x-edge-response-result-type",
  "ssl-protocol",
  "x-edge-detailed-result-type",
];

/**
 * Records every request to the distribution for 30 days, in a bucket of its own. CloudFront hands its logs to CloudWatch's
 * delivery in us-east-1, wherever the stack is; so the bucket needs no access list, as it did for the older logs.
 */
export class RequestLogs extends PlatformComponent {
  constructor(
    name: string,
    private readonly args: RequestLogsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("RequestLogs", name, args.context, "cdn", opts);
    const { bucket, policy } = createLogBucket(this, {
      name: "request-logs",
      retentionDays: RETENTION_DAYS,
      sender: { ...this.context, region: CLOUDFRONT_REGION },
    });
    this.deliver(bucket, policy);
    this.registerOutputs({ bucket: bucket.bucket });
  }

  private deliver(bucket: aws.s3.Bucket, policy: aws.s3.BucketPolicy): void {
    const source = new aws.cloudwatch.LogDeliverySource(
      this.childName("source"),
      {
        name: this.physicalName("aws:cloudwatch/logDeliverySource:LogDeliverySource", "requests"),
        resourceArn: this.args.distributionArn,
        logType: "ACCESS_LOGS",
        region: CLOUDFRONT_REGION,
        tags: this.tags(),
      },
      { parent: this },
    );
    const destination = new aws.cloudwatch.LogDeliveryDestination(
      this.childName("destination"),
      {
        name: this.physicalName("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination", "requests"),
        deliveryDestinationConfiguration: { destinationResourceArn: bucket.arn },
        outputFormat: "json",
        region: CLOUDFRONT_REGION,
        tags: this.tags(),
      },
      // Without the policy the service would write one of its own, and the two would fight.
      { parent: this, dependsOn: [policy] },
    );
    new aws.cloudwatch.LogDelivery(
      this.childName("delivery"),
      {
        deliverySourceName: source.name,
        deliveryDestinationArn: destination.arn,
        recordFields: RECORD_FIELDS,
        region: CLOUDFRONT_REGION,
        tags: this.tags(),
      },
      { parent: this },
    );
  }
}
