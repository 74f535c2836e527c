import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/**
 * An alarm on the first CPU credit an RDS instance of a T class is charged for. The metric has a value every five
 * minutes; it is above 0 only when credits spent beyond the earned ones are billed
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html).
 */
export function surplusCreditsAlarm(
  identifier: pulumi.Output<string>,
  topicArn: pulumi.Output<string>,
): Omit<aws.cloudwatch.MetricAlarmArgs, "name" | "tags"> {
  return {
    alarmDescription:
      "CPU credits beyond the earned ones are billed: find the load, or choose a class without credits.",
    namespace: "AWS/RDS",
    metricName: "CPUSurplusCreditsCharged",
    dimensions: { DBInstanceIdentifier: identifier },
    statistic: "Maximum",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    treatMissingData: "notBreaching",
    alarmActions: [topicArn],
  };
}
