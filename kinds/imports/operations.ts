import { found, named, type ImportFact } from "./import-fact";

const ofAnomalies = (path: string, command: string, query: string): ImportFact =>
  found(`costexplorer/${path}`, command, query, { region: "us-east-1" });

/** Of logs, alarms, money and queues. */
export const OPERATIONS_IMPORTS = {
  "aws:budgets/budget:Budget": named("budgets/budget", "{$account}:{name}"),
  "aws:cognito/identityPool:IdentityPool": found(
    "cognito/identitypool",
    "cognito-identity list-identity-pools --max-results 60",
    "IdentityPools[?IdentityPoolName=='{identityPoolName}'].IdentityPoolId",
  ),
  "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment": named(
    "cognito/identitypoolroleattachment",
    "{identityPoolId}",
  ),
  "aws:rum/appMonitor:AppMonitor": named("rum/appmonitor", "{name}"),
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": ofAnomalies(
    "anomalymonitor",
    "ce get-anomaly-monitors",
    "AnomalyMonitors[?MonitorName=='{name}'].MonitorArn",
  ),
  "aws:costexplorer/anomalySubscription:AnomalySubscription": ofAnomalies(
    "anomalysubscription",
    "ce get-anomaly-subscriptions",
    "AnomalySubscriptions[?SubscriptionName=='{name}'].SubscriptionArn",
  ),
  "aws:costexplorer/costAllocationTag:CostAllocationTag": named("costexplorer/costallocationtag", "{tagKey}"),
  "aws:cloudwatch/logGroup:LogGroup": named("cloudwatch/loggroup", "{name}", { unread: ["skipDestroy"] }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": named("cloudwatch/metricalarm", "{name}"),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": named("cloudwatch/compositealarm", "{alarmName}"),
  "aws:cloudwatch/dashboard:Dashboard": named("cloudwatch/dashboard", "{dashboardName}"),
  "aws:synthetics/canary:Canary": named("synthetics/canary", "{name}", {
    unread: ["deleteLambda", "s3Bucket", "s3Key", "startCanary"],
  }),
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": named("cloudwatch/alarmmuterule", "{name}"),
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": named("cloudwatch/logdeliverysource", "{name}"),
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": named(
    "cloudwatch/logdeliverydestination",
    "{name}",
  ),
  "aws:cloudwatch/logDelivery:LogDelivery": found(
    "cloudwatch/logdelivery",
    "logs describe-deliveries",
    "deliveries[?deliverySourceName=='{deliverySourceName}'].id",
  ),
  "aws:sns/topic:Topic": found(
    "sns/topic",
    "sns list-topics",
    "Topics[?ends_with(TopicArn,':{name}')].TopicArn",
    { gives: "arn" },
  ),
  "aws:sns/topicPolicy:TopicPolicy": named("sns/topicpolicy", "{arn}"),
  "aws:sns/topicSubscription:TopicSubscription": found(
    "sns/topicsubscription",
    "sns list-subscriptions-by-topic --topic-arn {topic}",
    // One that nobody has confirmed has no ARN yet: it is made anew, and the mail is sent once more.
    "Subscriptions[?Endpoint=='{endpoint}' && SubscriptionArn!='PendingConfirmation'].SubscriptionArn",
    { unread: ["confirmationTimeoutInMinutes", "endpointAutoConfirms"] },
  ),
  "aws:sqs/queue:Queue": found("sqs/queue", "sqs get-queue-url --queue-name {name}", "QueueUrl", {
    gives: "url",
  }),
  "aws:sqs/queuePolicy:QueuePolicy": named("sqs/queuepolicy", "{queueUrl}"),
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": named("sqs/redriveallowpolicy", "{queueUrl}"),
} as const satisfies Readonly<Record<string, ImportFact>>;
