import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

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
    alarmDescription:
      "The NAT instance fails its checks or is gone, so the private subnets have no way out: reboot it, or add 1 to natGeneration and run pulumi up.",
    namespace: "AWS/EC2",
    metricName: "StatusCheckFailed",
    dimensions: { InstanceId: instanceId },
    statistic: "Maximum",
    period: 60,
    evaluationPeriods: 5,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    treatMissingData: "breaching",
    alarmActions: [topicArn],
    okActions: [topicArn],
  };
}
