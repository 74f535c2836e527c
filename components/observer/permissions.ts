import * as pulumi from "@pulumi/pulumi";

/** What the observer may touch in AWS. */
export interface ObserverTargets {
  /** Of the stack's own metrics. */
  readonly metricNamespace: string;
  readonly snapshotBucketArn: pulumi.Input<string>;
  /** Key of the object whose age is told. */
  readonly snapshotKey: string;
  readonly databaseArns: readonly pulumi.Input<string>[];
}

/** IAM policy document of the pod: it puts metrics in one namespace, and reads two times. */
export function observerPolicy(targets: ObserverTargets): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "PutMetrics",
        Effect: "Allow",
        Action: "cloudwatch:PutMetricData",
        // The action knows no resource; the namespace limits it
        // (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html).
        Resource: "*",
        Condition: { StringEquals: { "cloudwatch:namespace": targets.metricNamespace } },
      },
      {
        Sid: "SnapshotTime",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: targets.snapshotBucketArn,
        Condition: { StringEquals: { "s3:prefix": targets.snapshotKey } },
      },
      {
        Sid: "BackupTime",
        Effect: "Allow",
        Action: "rds:DescribeDBInstances",
        Resource: targets.databaseArns,
      },
    ],
  });
}
