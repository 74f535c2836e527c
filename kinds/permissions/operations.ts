import { cloudFormationSource, type Permissions } from "./permissions";

const ALARMS = "arn:{partition}:cloudwatch:{region}:{account}:alarm:{aws:cloudwatch/metricAlarm:MetricAlarm}";
const COMPOSITES =
  "arn:{partition}:cloudwatch:{region}:{account}:alarm:{aws:cloudwatch/compositeAlarm:CompositeAlarm}";
const MUTE_RULES =
  "arn:{partition}:cloudwatch:{region}:{account}:alarm-mute-rule:{aws:cloudwatch/alarmMuteRule:AlarmMuteRule}";
/** Dashboards are the same in every region. */
const DASHBOARDS = "arn:{partition}:cloudwatch::{account}:dashboard/{aws:cloudwatch/dashboard:Dashboard}";
const CANARIES = "arn:{partition}:synthetics:{region}:{account}:canary:{aws:synthetics/canary:Canary}";
const APP_MONITORS = "arn:{partition}:rum:{region}:{account}:appmonitor/{aws:rum/appMonitor:AppMonitor}";
/** AWS gives a pool its id, so that its tags say whose it is. */
const IDENTITY_POOLS = "arn:{partition}:cognito-identity:{region}:{account}:identitypool/*";
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

const deliveryPart = (part: string): string => `arn:{partition}:logs:{region}:{account}:${part}`;

const SOURCES = deliveryPart("delivery-source:{aws:cloudwatch/logDeliverySource:LogDeliverySource}");
const DESTINATIONS = deliveryPart(
  "delivery-destination:{aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination}",
);

/** What a delivery of logs is made of, each with the actions of its own. */
const delivery = (on: readonly string[], type: string, ...actions: string[]): Permissions => ({
  grants: [
    {
      actions: [...actions, "logs:ListTagsForResource", "logs:TagResource", "logs:UntagResource"],
      on,
    },
  ],
  source: cloudFormationSource(`AWS::Logs::${type}`),
});

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
  "aws:cloudwatch/logDelivery:LogDelivery": {
    grants: [
      {
        actions: [
          "logs:CreateDelivery",
          "logs:DeleteDelivery",
          "logs:GetDelivery",
          "logs:ListTagsForResource",
          "logs:TagResource",
          "logs:UntagResource",
          "logs:UpdateDeliveryConfiguration",
        ],
        // IAM asks for the ends of a delivery as well.
        on: [deliveryPart("delivery:*"), SOURCES, DESTINATIONS],
      },
    ],
    source: cloudFormationSource("AWS::Logs::Delivery"),
  },
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": delivery(
    [DESTINATIONS],
    "DeliveryDestination",
    "logs:DeleteDeliveryDestination",
    "logs:GetDeliveryDestination",
    "logs:PutDeliveryDestination",
  ),
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
    grants: [
      ...delivery(
        // The reference of IAM has the deletion of a source under destinations.
        [SOURCES, DESTINATIONS],
        "DeliverySource",
        "logs:DeleteDeliverySource",
        "logs:GetDeliverySource",
        "logs:PutDeliverySource",
      ).grants,
      {
        actions: ["cloudfront:AllowVendedLogDeliveryForResource"],
        on: ["arn:{partition}:cloudfront::{account}:distribution/*"],
      },
    ],
    source: `${cloudFormationSource("AWS::Logs::DeliverySource")}; CloudWatch Logs user guide, "Logging that requires additional permissions [V2]"`,
  },
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": {
    grants: [
      {
        actions: [
          "cloudwatch:DeleteAlarmMuteRule",
          "cloudwatch:GetAlarmMuteRule",
          "cloudwatch:ListTagsForResource",
          "cloudwatch:TagResource",
          "cloudwatch:UntagResource",
        ],
        on: [MUTE_RULES],
      },
      // Asked of the rule, and of each alarm that it mutes.
      { actions: ["cloudwatch:PutAlarmMuteRule"], on: [MUTE_RULES, ALARMS, COMPOSITES] },
    ],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html",
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
    grants: [
      { actions: ["cloudwatch:DescribeAlarms"] },
      {
        actions: [
          "cloudwatch:DeleteAlarms",
          "cloudwatch:ListTagsForResource",
          "cloudwatch:PutCompositeAlarm",
          "cloudwatch:TagResource",
          "cloudwatch:UntagResource",
        ],
        on: [COMPOSITES],
      },
    ],
    source: cloudFormationSource("AWS::CloudWatch::CompositeAlarm"),
  },
  "aws:cloudwatch/dashboard:Dashboard": {
    grants: [
      {
        actions: ["cloudwatch:DeleteDashboards", "cloudwatch:GetDashboard", "cloudwatch:PutDashboard"],
        on: [DASHBOARDS],
      },
    ],
    source: cloudFormationSource("AWS::CloudWatch::Dashboard"),
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
  "aws:cognito/identityPool:IdentityPool": {
    grants: [
      { actions: ["cognito-identity:CreateIdentityPool"] },
      // A pool is tagged by the call that makes it, when it has no tags yet.
      {
        actions: ["cognito-identity:TagResource"],
        on: [IDENTITY_POOLS],
        condition: ["StringEquals", "aws:RequestTag/project", "{tags.project}"],
      },
      {
        actions: [
          "cognito-identity:DeleteIdentityPool",
          "cognito-identity:DescribeIdentityPool",
          "cognito-identity:ListTagsForResource",
          "cognito-identity:UntagResource",
          "cognito-identity:UpdateIdentityPool",
        ],
        on: [IDENTITY_POOLS],
        onlyTagged: true,
      },
    ],
    source: cloudFormationSource("AWS::Cognito::IdentityPool"),
  },
  "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment": {
    grants: [
      // IAM takes no pool for it; which role may be given is bounded by iam:PassRole.
      { actions: ["cognito-identity:SetIdentityPoolRoles"] },
      { actions: ["cognito-identity:GetIdentityPoolRoles"], on: [IDENTITY_POOLS], onlyTagged: true },
    ],
    passesRolesTo: ["cognito-identity.amazonaws.com"],
    source: cloudFormationSource("AWS::Cognito::IdentityPoolRoleAttachment"),
  },
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": costs("AnomalyMonitor"),
  "aws:costexplorer/anomalySubscription:AnomalySubscription": costs("AnomalySubscription"),
  "aws:costexplorer/costAllocationTag:CostAllocationTag": {
    grants: [{ actions: ["ce:ListCostAllocationTags", "ce:UpdateCostAllocationTagsStatus"] }],
    source:
      "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_UpdateCostAllocationTagsStatus.html",
  },
  "aws:rum/appMonitor:AppMonitor": {
    grants: [
      {
        actions: [
          "rum:CreateAppMonitor",
          "rum:DeleteAppMonitor",
          "rum:GetAppMonitor",
          "rum:TagResource",
          "rum:UntagResource",
          "rum:UpdateAppMonitor",
        ],
        on: [APP_MONITORS],
      },
      { actions: ["rum:ListTagsForResource"] },
      // RUM looks, in the name of who asks, whether its service-linked role is there.
      {
        actions: ["iam:GetRole"],
        on: ["arn:{partition}:iam::{account}:role/aws-service-role/rum.amazonaws.com/*"],
      },
    ],
    serviceLinkedRole: "rum.amazonaws.com",
    source: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudwatchrum.html",
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
  "aws:synthetics/canary:Canary": {
    grants: [
      { actions: ["synthetics:CreateCanary"] },
      {
        actions: [
          "synthetics:DeleteCanary",
          "synthetics:GetCanary",
          "synthetics:ListTagsForResource",
          "synthetics:StartCanary",
          "synthetics:StopCanary",
          "synthetics:TagResource",
          "synthetics:UntagResource",
          "synthetics:UpdateCanary",
        ],
        on: [CANARIES],
      },
      {
        actions: [
          "lambda:AddPermission",
          "lambda:CreateFunction",
          "lambda:DeleteFunction",
          "lambda:GetFunction",
          "lambda:GetFunctionConfiguration",
          "lambda:PublishVersion",
          "lambda:TagResource",
          "lambda:UntagResource",
          "lambda:UpdateFunctionCode",
          "lambda:UpdateFunctionConfiguration",
        ],
        on: ["arn:{partition}:lambda:{region}:{account}:function:cwsyn-{aws:synthetics/canary:Canary}*"],
      },
      {
        actions: ["lambda:DeleteLayerVersion", "lambda:GetLayerVersion", "lambda:PublishLayerVersion"],
        // The script becomes a layer; the library of Synthetics is one of AWS's own account.
        on: [
          "arn:{partition}:lambda:{region}:{account}:layer:cwsyn-{aws:synthetics/canary:Canary}*",
          "arn:{partition}:lambda:{region}:*:layer:Synthetics*",
        ],
      },
    ],
    passesRolesTo: ["lambda.amazonaws.com"],
    source: cloudFormationSource("AWS::Synthetics::Canary"),
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
