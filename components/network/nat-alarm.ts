import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { partAlarm } from "../../models/promises/alarms/part-alarm";
import { metricAlarmArgs } from "../shared/metric-alarm-args";

/**
 * An alarm on the checks that EC2 makes of an instance every minute, free of charge. An instance that is stopped or gone has
 * no values, and is as bad
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html).
 */
export function natAlarm(
  instanceId: pulumi.Output<string>,
  topicArn: pulumi.Output<string>,
): Omit<aws.cloudwatch.MetricAlarmArgs, "name" | "tags"> {
  return {
    ...metricAlarmArgs(partAlarm<pulumi.Input<string>>("nat-instance", { instance: instanceId })),
    alarmActions: [topicArn],
    okActions: [topicArn],
  };
}
