import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { CLOUDFRONT_REGION } from "../shared/cloudfront-region";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { AlertTopic } from "./alert-topic";
import { anomalyScope, anomalyThreshold, type CostAnomaly } from "./cost-anomaly";
import { BUDGET_NOTIFICATIONS, budgetPlans } from "./budgets";
import { alarmTopicKeyPolicy } from "./key-policy";

/** Keys to activate in billing; the last is what EKS writes on the nodes and volumes of Auto Mode. */
const COST_TAG_KEYS = ["cost-component", "environment", "project", "scaling-tier", "eks:eks-cluster-name"];

export interface OperationsArgs {
  readonly context: PlatformContext;
  /** Cost lines of the budget table, in USD a month. */
  readonly budgetLinesUsd: TierSpec["budgetLinesUsd"];
  /** The stack's key; its policy lets publishers in. */
  readonly keyArn: pulumi.Output<string>;
  /** Subscribed to both topics; null subscribes nobody. */
  readonly alertEmail: string | null;
  /** Who answers for the budgets; stands in their tag `budget-owner`. */
  readonly budgetOwner: string;
  /** Null watches for no anomalies. */
  readonly costAnomaly: CostAnomaly | null;
  /**
   * Activates the cost tags in billing. Works only in the payer account, and only about a day after the first `up`,
   * when billing has seen the keys; else the update fails.
   */
  readonly activateCostTags: boolean;
}

/** Where alerts go, and the alerts about money: budgets, cost tags, cost anomalies. */
export class Operations extends PlatformComponent {
  /** Topic in the stack's region, for alarms, budgets and anomalies. */
  readonly topicArn: pulumi.Output<string>;
  /**
   * Topic in us-east-1, for alarms on CloudFront and its web ACL. It is a second topic even where the stack lives in
   * us-east-1: who raises an edge alarm need not know the region, and the stack has the same resources everywhere.
   */
  readonly edgeTopicArn: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: OperationsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("Operations", name, args.context, "operations", opts);
    const topic = this.createTopic();
    const edgeTopic = this.createEdgeTopic();
    this.createBudgets(topic);
    this.activateCostTags();
    this.watchCost(topic);
    this.topicArn = topic.arn;
    this.edgeTopicArn = edgeTopic.arn;
    this.registerOutputs({ topicArn: this.topicArn, edgeTopicArn: this.edgeTopicArn });
  }

  private createTopic(): AlertTopic {
    const { context, keyArn, alertEmail } = this.args;
    return new AlertTopic(
      this.childName("alerts"),
      {
        context,
        region: context.region,
        keyArn,
        publishers: ["budgets.amazonaws.com", "cloudwatch.amazonaws.com", "costalerts.amazonaws.com"],
        email: alertEmail,
      },
      { parent: this },
    );
  }

  /** In the region of CloudFront: an alarm's topic is in its own. */
  private createEdgeTopic(): AlertTopic {
    const { context, keyArn, alertEmail } = this.args;
    return new AlertTopic(
      this.childName("edge-alerts"),
      {
        context,
        region: CLOUDFRONT_REGION,
        keyArn: context.region === CLOUDFRONT_REGION ? keyArn : this.createEdgeKey().arn,
        publishers: ["cloudwatch.amazonaws.com"],
        email: alertEmail,
      },
      { parent: this },
    );
  }

  /**
   * A topic takes no key of another region, and CloudWatch may not use AWS's own. This one keeps messages for minutes
   * and nothing else, so it goes with the stack.
   */
  private createEdgeKey(): aws.kms.Key {
    const { context } = this.args;
    return new aws.kms.Key(
      this.childName("edge-key"),
      {
        region: CLOUDFRONT_REGION,
        description: `Edge alerts of ${context.project}, stack ${context.stack}`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: JSON.stringify(alarmTopicKeyPolicy({ ...context, region: CLOUDFRONT_REGION })),
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  private createBudgets(topic: AlertTopic): void {
    const { context, budgetLinesUsd, budgetOwner } = this.args;
    for (const { role, limitUsd, scope } of budgetPlans(context, budgetLinesUsd))
      new aws.budgets.Budget(
        this.childName(`budget-${role}`),
        {
          name: this.physicalName("aws:budgets/budget:Budget", `${role}-budget`),
          accountId: context.accountId,
          budgetType: "COST",
          timeUnit: "MONTHLY",
          limitAmount: String(limitUsd),
          limitUnit: "USD",
          ...scope,
          notifications: BUDGET_NOTIFICATIONS.map((notification) => ({
            ...notification,
            subscriberSnsTopicArns: [topic.arn],
          })),
          tags: this.tags({ "budget-owner": budgetOwner }),
        },
        { parent: this, dependsOn: [topic.policy] },
      );
  }

  /** A setting of the whole account: it stays when this stack goes, because others read their costs by it too. */
  private activateCostTags(): void {
    if (!this.args.activateCostTags) return;
    for (const tagKey of COST_TAG_KEYS)
      new aws.costexplorer.CostAllocationTag(
        this.childName(`cost-tag-${tagKey.replace(":", "-")}`),
        { tagKey, status: "Active" },
        { parent: this, retainOnDelete: true },
      );
  }

  private watchCost(topic: AlertTopic): void {
    const { context, costAnomaly } = this.args;
    if (costAnomaly === null) return;
    const monitorArn =
      "create" in costAnomaly ? this.createAnomalyMonitor().arn : costAnomaly.existingMonitorArn;
    new aws.costexplorer.AnomalySubscription(
      this.childName("anomaly-subscription"),
      {
        name: this.physicalName("aws:costexplorer/anomalySubscription:AnomalySubscription", "anomalies"),
        // The one frequency that a topic can have; daily and weekly summaries go to mail addresses.
        frequency: "IMMEDIATE",
        monitorArnLists: [monitorArn],
        subscribers: [{ type: "SNS", address: topic.arn }],
        thresholdExpression: anomalyThreshold(context.monthlyBudgetUsd),
        tags: this.tags(),
      },
      { parent: this, dependsOn: [topic.policy] },
    );
  }

  /** A custom monitor, not one of a dimension: an account holds one of each, and a second fails. */
  private createAnomalyMonitor(): aws.costexplorer.AnomalyMonitor {
    return new aws.costexplorer.AnomalyMonitor(
      this.childName("anomaly-monitor"),
      {
        name: this.physicalName("aws:costexplorer/anomalyMonitor:AnomalyMonitor", "anomalies"),
        monitorType: "CUSTOM",
        monitorSpecification: JSON.stringify(anomalyScope(this.context)),
        tags: this.tags(),
      },
      { parent: this },
    );
  }
}
