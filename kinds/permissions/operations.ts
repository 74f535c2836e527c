import { cloudFormationSource, type Permissions } from "./permissions";

const ALARMS = "arn:{partition}:cloudwatch:{region}:{account}:alarm:{aws:cloudwatch/metricAlarm:MetricAlarm}";
const TOPICS = "arn:{partition}:sns:{region}:{account}:{aws:sns/topic:Topic}";
const BUDGETS = "arn:{partition}:budgets::{account}:budget/{aws:budgets/budget:Budget}";
const PARAMETERS = "arn:{partition}:ssm:{region}:{account}:parameter/nat/{aws:ssm/parameter:Parameter}";
const logGroup = (name: string): string => `arn:{partition}:logs:{region}:{account}:log-group:${name}`;
/** A log group is called after what writes into it. */
const LOG_GROUPS = [
  logGroup("/aws/eks/{aws:eks/cluster:Cluster}"),
  logGroup("/aws/rds/instance/{aws:rds/instance:Instance}"),
  logGroup("/aws/vendedlogs/elasticache/{aws:elasticache/replicationGroup:ReplicationGroup}"),
];

/** Cost Explorer knows its objects by ids that it makes. */
const costs = (type: "AnomalyMonitor" | "AnomalySubscription"): Permissions => ({
  grants: [
    { actions: [`ce:Create${type}`] },
    {
      actions: [
        `ce:Delete${type}`,
        `ce:Get${type}s`,
        "ce:ListTagsForResource",
        "ce:TagResource",
        "ce:UntagResource",
        `ce:Update${type}`,
      ],
      on: [`arn:{partition}:ce::{account}:${type.toLowerCase()}/*`],
    },
  ],
  source: cloudFormationSource(`AWS::CE::${type}`),
});

/** What a deployer needs for alerts, budgets, logs and parameters. */
export const OPERATIONS_PERMISSIONS = {
  "aws:budgets/budget:Budget": {
    grants: [
      {
        actions: [
          "budgets:ListTagsForResource",
          "budgets:ModifyBudget",
          "budgets:TagResource",
          "budgets:UntagResource",
          "budgets:ViewBudget",
        ],
        on: [BUDGETS],
      },
    ],
    source:
      "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbudgetservice.html: all changes of a budget are one action",
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    grants: [
      { actions: ["logs:DescribeLogGroups"] },
      {
        actions: [
          "logs:AssociateKmsKey",
          "logs:CreateLogGroup",
          "logs:DisassociateKmsKey",
          "logs:ListTagsForResource",
          "logs:PutRetentionPolicy",
          "logs:TagResource",
          "logs:UntagResource",
        ],
        on: LOG_GROUPS,
      },
      { actions: ["logs:DeleteLogGroup"], on: LOG_GROUPS, deletes: true },
    ],
    source: cloudFormationSource("AWS::Logs::LogGroup"),
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    grants: [
      { actions: ["cloudwatch:DescribeAlarms"] },
      {
        actions: [
          "cloudwatch:DeleteAlarms",
          "cloudwatch:ListTagsForResource",
          "cloudwatch:PutMetricAlarm",
          "cloudwatch:TagResource",
          "cloudwatch:UntagResource",
        ],
        on: [ALARMS],
      },
    ],
    source: cloudFormationSource("AWS::CloudWatch::Alarm"),
  },
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": costs("AnomalyMonitor"),
  "aws:costexplorer/anomalySubscription:AnomalySubscription": costs("AnomalySubscription"),
  "aws:costexplorer/costAllocationTag:CostAllocationTag": {
    grants: [{ actions: ["ce:ListCostAllocationTags", "ce:UpdateCostAllocationTagsStatus"] }],
    source:
      "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_UpdateCostAllocationTagsStatus.html",
  },
  "aws:sns/topic:Topic": {
    grants: [
      {
        actions: [
          "sns:CreateTopic",
          "sns:DeleteTopic",
          "sns:GetTopicAttributes",
          "sns:ListTagsForResource",
          "sns:SetTopicAttributes",
          "sns:TagResource",
          "sns:UntagResource",
        ],
        on: [TOPICS],
      },
    ],
    source: cloudFormationSource("AWS::SNS::Topic"),
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    grants: [{ actions: ["sns:GetTopicAttributes", "sns:SetTopicAttributes"], on: [TOPICS] }],
    source: cloudFormationSource("AWS::SNS::TopicPolicy"),
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    grants: [
      {
        actions: [
          "sns:GetSubscriptionAttributes",
          "sns:ListSubscriptionsByTopic",
          "sns:SetSubscriptionAttributes",
          "sns:Subscribe",
          "sns:Unsubscribe",
        ],
        on: [TOPICS],
      },
    ],
    source: cloudFormationSource("AWS::SNS::Subscription"),
  },
  "aws:ssm/parameter:Parameter": {
    grants: [
      { actions: ["ssm:DescribeParameters"] },
      {
        actions: [
          "ssm:AddTagsToResource",
          "ssm:DeleteParameter",
          "ssm:GetParameter",
          "ssm:GetParameters",
          "ssm:ListTagsForResource",
          "ssm:PutParameter",
          "ssm:RemoveTagsFromResource",
        ],
        on: [PARAMETERS],
      },
    ],
    source: cloudFormationSource("AWS::SSM::Parameter"),
  },
} as const satisfies Readonly<Record<string, Permissions>>;
