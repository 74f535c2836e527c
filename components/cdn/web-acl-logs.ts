import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { CLOUDFRONT_REGION } from "../shared/cloudfront-region";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { createLogBucket } from "../shared/log-bucket";

export interface WebAclLogsArgs {
  readonly context: PlatformContext;
  readonly webAclArn: pulumi.Output<string>;
}

const RETENTION_DAYS = 30;

/** AWS WAF delivers to no bucket of another name (AWS WAF Developer Guide, "Logging web ACL traffic"). */
const NAME_START = "aws-waf-logs-";

/** Headers in which tokens stand; AWS takes them out of each record, and the query string as well. */
const SECRET_HEADERS = ["authorization", "cookie"];

type LoggingArgs = aws.wafv2.WebAclLoggingConfigurationArgs;

/** What is kept: a request that a rule refused, or would have refused. All others are in the log of requests. */
const BLOCKED_OR_COUNTED: LoggingArgs["loggingFilter"] = {
  defaultBehavior: "DROP",
  filters: [
    {
      behavior: "KEEP",
      requirement: "MEETS_ANY",
      conditions: ["BLOCK", "COUNT"].map((action) => ({ actionCondition: { action } })),
    },
  ],
};

const WITHOUT_TOKENS: LoggingArgs["redactedFields"] = [
  ...SECRET_HEADERS.map((name) => ({ singleHeader: { name } })),
  { queryString: {} },
];

/**
 * Records for 30 days which requests the firewall refused or counted, and by which rule, in a bucket of its own. The
 * firewall of a distribution is in us-east-1, and so is its bucket.
 */
export class WebAclLogs extends PlatformComponent {
  constructor(name: string, args: WebAclLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("WebAclLogs", name, args.context, "cdn", opts);
    const { bucket, policy } = createLogBucket(this, {
      // The beginning that WAF asks for leaves no room for a role.
      name: "",
      nameStart: NAME_START,
      retentionDays: RETENTION_DAYS,
      sender: { ...this.context, region: CLOUDFRONT_REGION },
      ...(this.context.region === CLOUDFRONT_REGION ? {} : { region: CLOUDFRONT_REGION }),
    });
    this.log(args.webAclArn, bucket, policy);
    this.registerOutputs({ bucket: bucket.bucket });
  }

  private log(webAclArn: pulumi.Output<string>, bucket: aws.s3.Bucket, policy: aws.s3.BucketPolicy): void {
    new aws.wafv2.WebAclLoggingConfiguration(
      this.childName("configuration"),
      {
        region: CLOUDFRONT_REGION,
        resourceArn: webAclArn,
        logDestinationConfigs: [bucket.arn],
        loggingFilter: BLOCKED_OR_COUNTED,
        redactedFields: WITHOUT_TOKENS,
      },
      // Without the policy the service would write one of its own, and the two would fight. A firewall has one log: to delete
      // the old setting afterwards would take the new one away.
      { parent: this, dependsOn: [policy], deleteBeforeReplace: true },
    );
  }
}
