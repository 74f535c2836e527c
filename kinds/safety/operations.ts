import type { Values } from "../../models/manifest/values";
import { atLeast, given, including, is, like, not, someOf, within } from "./expectation";
import { privacy, watch, type Safety } from "./safety";

const TOPIC = "aws:sns/topic:Topic";
const ofAccount = { when: ({ filterExpression }: Values): boolean => filterExpression === undefined };
const IN_REGION = ["region"];

/** What dimensions of an alarm name, of one metric and of each that metric math reads. */
const WATCHED_BY_DIMENSIONS = Object.fromEntries(
  Object.entries({
    CanaryName: "aws:synthetics/canary:Canary",
    ClusterName: "aws:eks/cluster:Cluster",
    DBInstanceIdentifier: "aws:rds/instance:Instance",
    DistributionId: "aws:cloudfront/distribution:Distribution",
    InstanceId: "aws:ec2/instance:Instance",
    LoadBalancer: "aws:lb/loadBalancer:LoadBalancer",
    NatGatewayId: "aws:ec2/natGateway:NatGateway",
    QueueName: "aws:sqs/queue:Queue",
    TargetGroup: "aws:lb/targetGroup:TargetGroup",
  }).flatMap(([dimension, type]) =>
    ["", "metricQueries[].metric."].map((path) => [`${path}dimensions.${dimension}`, type] as const),
  ),
);

/** Other alarms judge a result of metric math. */
const readsOneMetric = ({ metricQueries }: Values): boolean => metricQueries === undefined;

/** Metrics of the stack's own have no dimension: nobody else's are in their namespace. */
const isOwnNamespace = ({ namespace }: Values): boolean =>
  typeof namespace === "string" && namespace.startsWith("Scaling/");

/** What it rests on that somebody hears of failures and of money. */
export const OPERATIONS_SAFETY = {
  "aws:cloudwatch/logGroup:LogGroup": {
    guards: [],
    refers: { kmsKeyId: "aws:kms/key:Key" },
    harmless: { texts: ["name"] },
  },
  "aws:cloudwatch/dashboard:Dashboard": {
    harmless: { texts: ["dashboardName"], refused: IN_REGION, working: ["dashboardBody"] },
    dispensable: "Alarms tell by themselves; a dashboard shows what they look at",
  },
  "aws:cloudwatch/logDelivery:LogDelivery": {
    refers: {
      deliveryDestinationArn: "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
      deliverySourceName: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
    },
    required: ["deliveryDestinationArn", "deliverySourceName"],
    guards: [
      watch(
        "recordFields",
        including("date", "time", "c-ip", "cs-method", "cs-uri-stem", "sc-status"),
        "Nobody could say who asked for what",
      ),
    ],
    harmless: { refused: IN_REGION, texts: ["s3DeliveryConfigurations"] },
  },
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": {
    refers: { "deliveryDestinationConfiguration.destinationResourceArn": "aws:s3/bucket:Bucket" },
    required: ["deliveryDestinationConfiguration.destinationResourceArn"],
    harmless: { texts: ["name"], refused: IN_REGION, working: ["outputFormat"] },
  },
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
    refers: { resourceArn: "aws:cloudfront/distribution:Distribution" },
    required: ["resourceArn"],
    harmless: { texts: ["name"], refused: [...IN_REGION, "logType"] },
  },
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": {
    guards: [
      watch(
        "rule.schedule.duration",
        like(/^PT([1-9]|1[0-2])H$/, "at most half a day"),
        "Failures outside the window would not be heard",
      ),
      watch("rule.schedule.expression", like(/^cron\(/, "a window of cron"), "It would not be a window"),
    ],
    harmless: { texts: ["name", "description"], refused: ["muteTargets", ...IN_REGION] },
    dispensable: "Alarms are heard in the maintenance window too",
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
    guards: [
      watch("actionsEnabled", is(true), "Nobody would hear of it", { absent: "CloudWatch takes true" }),
      watch("alarmRule", given, "The alarm would never be raised"),
    ],
    refers: { "alarmActions[]": TOPIC, "okActions[]": TOPIC },
    required: ["alarmActions"],
    harmless: { texts: ["alarmName", "alarmDescription"], timing: ["okActions"], refused: IN_REGION },
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    guards: [
      watch("actionsEnabled", is(true), "Nobody would hear of it", { absent: "CloudWatch takes true" }),
      watch("evaluationPeriods", atLeast(1), "The alarm would never be raised"),
      watch(
        "comparisonOperator",
        like(
          /^(Greater|Less)ThanOr?(EqualTo)?(Lower|Upper|LowerOrGreaterThanUpper)?Threshold$|^(Greater|Less)ThanThreshold$|^(Greater|Less)ThanOrEqualToThreshold$/,
          "a comparison of CloudWatch",
        ),
        "The alarm would never be raised",
      ),
      watch("metricName", given, "The alarm would watch nothing", {
        when: readsOneMetric,
      }),
      watch(
        "namespace",
        like(/^(AWS\/|[A-Z])[\w/.-]*$/, "a namespace of CloudWatch"),
        "The alarm would watch nothing",
        { when: readsOneMetric },
      ),
      watch(
        "treatMissingData",
        is("breaching", "notBreaching", "missing", "ignore"),
        "Silence would count as health",
      ),
      watch("dimensions", given, "The alarm would watch nothing", {
        when: (inputs) => readsOneMetric(inputs) && !isOwnNamespace(inputs),
      }),
      watch("threshold", given, "The alarm would never be raised"),
      watch("period", within(10, 86_400), "The alarm would never be raised", { when: readsOneMetric }),
      watch("metricQueries", someOf(1), "The alarm would watch nothing", {
        when: ({ metricName }) => metricName === undefined,
      }),
      watch(
        "statistic",
        is("Maximum", "Minimum", "Average", "Sum", "SampleCount"),
        "The alarm would never be raised",
        { when: (inputs) => readsOneMetric(inputs) && inputs["extendedStatistic"] === undefined },
      ),
    ],
    refers: {
      "alarmActions[]": TOPIC,
      "okActions[]": TOPIC,
      ...WATCHED_BY_DIMENSIONS,
    },
    harmless: {
      texts: ["name", "alarmDescription", "metricQueries[].label"],
      timing: ["okActions"],
      // CloudWatch takes no topic of another region.
      refused: IN_REGION,
    },
    refusedWithout: ["dimensions.DBInstanceIdentifier", "dimensions.InstanceId"],
  },
  "aws:budgets/budget:Budget": {
    guards: [
      watch("budgetType", is("COST"), "It would not count money"),
      watch("limitAmount", atLeast(0.5), "It would warn every day, and nobody would listen"),
      watch("limitUnit", is("USD"), "It would not count money"),
      watch("timeUnit", is("MONTHLY"), "It would warn after the month's money is spent"),
      watch("metrics", is("UnblendedCost"), "It would not count what a bill says", {
        when: ({ filterExpression }) => filterExpression !== undefined,
      }),
      watch("costTypes.includeCredit", is(false), "A credit would hide what is spent", ofAccount),
      watch("costTypes.includeRefund", is(false), "A refund would hide what is spent", ofAccount),
      watch("notifications", someOf(3), "Nobody would hear of the money in time"),
      watch("notifications[].subscriberSnsTopicArns", someOf(1), "Nobody would hear of it"),
      watch("notifications[].comparisonOperator", is("GREATER_THAN"), "It would warn when little is spent"),
      watch("notifications[].notificationType", is("ACTUAL", "FORECASTED"), "It would never warn"),
      watch(
        "notifications[].threshold",
        within(1, 100),
        "It would warn every day, or after the money is spent",
      ),
      watch(
        "notifications[].thresholdType",
        is("PERCENTAGE"),
        "It would warn of an amount that no tier has",
        {
          absent: "Budgets takes PERCENTAGE",
        },
      ),
    ],
    refers: { "notifications[].subscriberSnsTopicArns[]": TOPIC },
    harmless: { texts: ["name"], refused: ["accountId"], doubled: ["filterExpression"] },
  },
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": {
    harmless: { texts: ["name"], refused: ["monitorType", "monitorDimension", "monitorSpecification"] },
    dispensable: "The subscription that names it is refused",
  },
  "aws:costexplorer/anomalySubscription:AnomalySubscription": {
    guards: [
      watch("subscribers", someOf(1), "Nobody would hear of it"),
      watch("monitorArnLists", someOf(1), "It would hear of nothing"),
      watch(
        "thresholdExpression.dimension.values[]",
        atLeast(1),
        "It would warn every day, and nobody would listen",
      ),
    ],
    harmless: {
      texts: ["name"],
      timing: ["frequency"],
      refused: [
        "subscribers[].type",
        "thresholdExpression$",
        "thresholdExpression.dimension$",
        "thresholdExpression.dimension.key",
        "thresholdExpression.dimension.matchOptions",
        "thresholdExpression.dimension.values$",
      ],
    },
    refusedWithout: ["subscribers[].address", "thresholdExpression.dimension.values[]"],
  },
  "aws:costexplorer/costAllocationTag:CostAllocationTag": {
    guards: [watch("status", is("Active"), "Budgets of single cost lines would count nothing")],
    harmless: { refused: ["tagKey"] },
    dispensable: "One account has one set of these tags: another stack of it, or a person, may activate them",
  },
  "aws:synthetics/canary:Canary": {
    guards: [
      watch("startCanary", is(true), "Nobody would walk through the product"),
      watch(
        "schedule.expression",
        like(/^rate\(([5-9]|[1-5]\d|60) minutes\)$/, "once in 5 to 60 minutes"),
        "An outage would be seen late, or the walks would cost more than they are worth",
      ),
    ],
    refers: { s3Bucket: "aws:s3/bucket:Bucket", executionRoleArn: "aws:iam/role:Role" },
    required: ["s3Bucket", "executionRoleArn"],
    harmless: {
      texts: ["name", "artifactS3Location", "artifactConfig"],
      sizes: [
        "runConfig.memoryInMb",
        "runConfig.timeoutInSeconds",
        "successRetentionPeriod",
        "failureRetentionPeriod",
      ],
      refused: ["handler", "runtimeVersion", "s3Key", ...IN_REGION],
      working: ["deleteLambda"],
    },
  },
  "aws:rum/appMonitor:AppMonitor": {
    guards: [
      privacy("cwLogEnabled", is(false), "What browsers report would be copied into a log without an end", {
        absent: "RUM takes false",
      }),
      privacy(
        "appMonitorConfiguration.allowCookies",
        is(false),
        "Visitors would be recognised by cookies without having been asked",
        { absent: "RUM takes false" },
      ),
      privacy(
        "appMonitorConfiguration.enableXray",
        is(false),
        "Requests of visitors would be traced, and paid for",
        { absent: "RUM takes false" },
      ),
      watch("appMonitorConfiguration.sessionSampleRate", within(0.01, 1), "No session would be measured"),
    ],
    refers: { "appMonitorConfiguration.identityPoolId": "aws:cognito/identityPool:IdentityPool" },
    required: ["appMonitorConfiguration.identityPoolId"],
    harmless: {
      texts: ["name"],
      // What the console prints; the script that is served says it to browsers.
      doubled: ["appMonitorConfiguration.telemetries"],
      refused: IN_REGION,
    },
    dispensable:
      "Canary and load balancer measure the same workflows; browsers report where a tier asks for it",
  },
  "aws:sns/topic:Topic": {
    refers: { kmsMasterKeyId: "aws:kms/key:Key" },
    harmless: { texts: ["name"], refused: IN_REGION },
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    refusedWithout: ["policy"],
    refers: { arn: TOPIC },
    required: ["arn"],
    harmless: { refused: IN_REGION },
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    guards: [
      watch("protocol", not(undefined, "application"), "Nobody would hear of it"),
      watch(
        "endpoint",
        like(/^(\S+@\S+\.\S+|https:\/\/\S+|arn:\S+|\+?\d{6,})$/, "an address, a number, a page or an ARN"),
        "Nobody would hear of it",
      ),
    ],
    refers: { topic: TOPIC },
    required: ["topic"],
    harmless: { refused: [...IN_REGION, "protocol"] },
  },
} as const satisfies Readonly<Record<string, Safety>>;
