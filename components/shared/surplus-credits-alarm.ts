import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { partAlarm } from "../../models/promises/alarms/part-alarm";
import { metricAlarmArgs } from "./metric-alarm-args";

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
    ...metricAlarmArgs(partAlarm<pulumi.Input<string>>("postgres-credits", { instance: identifier })),
    alarmActions: [topicArn],
  };
}
