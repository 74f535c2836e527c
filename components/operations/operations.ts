import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { constantTags } from "../shared/tags";
import { AlertTopic } from "./alert-topic";
import { BUDGET_NOTIFICATIONS, budgetPlans } from "./budgets";
import { alarmTopicKeyPolicy } from "./key-policy";

/** CloudFront and the web ACLs attached to it send their metrics here, and an alarm's topic is in its own region. */
const EDGE_REGION = "us-east-1";

/** Keys to activate in billing; the last is what EKS writes on the nodes and volumes of Auto Mode. */
const COST_TAG_KEYS = ["cost-component", "environment", "project", "scaling-tier", "eks:eks-cluster-name"];

/** An anomaly is told when it costs at least this share of the month's budget. */
const ANOMALY_SHARE_OF_BUDGET = 0.05;

/** Watches cost for anomalies: with a monitor that the account has already, or with a new one. */
type CostAnomaly = { readonly existingMonitorArn: string } | { readonly create: true };

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
    const topic = this.topic();
    const edgeTopic = this.edgeTopic();
    this.budgets(topic);
    this.costTags();
    this.costAnomalies(topic);
    this.topicArn = topic.arn;
    this.edgeTopicArn = edgeTopic.arn;
    this.registerOutputs({ topicArn: this.topicArn, edgeTopicArn: this.edgeTopicArn });
  }

  private topic(): AlertTopic {
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

  private edgeTopic(): AlertTopic {
    const { context, keyArn, alertEmail } = this.args;
    return new AlertTopic(
      this.childName("edge-alerts"),
      {
        context,
        region: EDGE_REGION,
        keyArn: context.region === EDGE_REGION ? keyArn : this.edgeKeyArn(),
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
  private edgeKeyArn(): pulumi.Output<string> {
    const { context } = this.args;
    return new aws.kms.Key(
      this.childName("edge-key"),
      {
        region: EDGE_REGION,
        description: `Edge alerts of ${context.project}, stack ${context.stack}`,
        enableKeyRotation: true,
        deletionWindowInDays: 7,
        policy: JSON.stringify(alarmTopicKeyPolicy({ ...context, region: EDGE_REGION })),
        tags: this.tags(),
      },
      { parent: this },
    ).arn;
  }

  private budgets(topic: AlertTopic): void {
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
  private costTags(): void {
    if (!this.args.activateCostTags) return;
    for (const tagKey of COST_TAG_KEYS)
      new aws.costexplorer.CostAllocationTag(
        this.childName(`cost-tag-${tagKey.replace(":", "-")}`),
        { tagKey, status: "Active" },
        { parent: this, retainOnDelete: true },
      );
  }

  private costAnomalies(topic: AlertTopic): void {
    const { context, costAnomaly } = this.args;
    if (costAnomaly === null) return;
    const monitorArn = "create" in costAnomaly ? this.anomalyMonitor().arn : costAnomaly.existingMonitorArn;
    new aws.costexplorer.AnomalySubscription(
      this.childName("anomaly-subscription"),
      {
        name: this.physicalName("aws:costexplorer/anomalySubscription:AnomalySubscription", "anomalies"),
        // The one frequency that a topic can have; daily and weekly summaries go to mail addresses.
        frequency: "IMMEDIATE",
        monitorArnLists: [monitorArn],
        subscribers: [{ type: "SNS", address: topic.arn }],
        thresholdExpression: {
          dimension: {
            key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
            matchOptions: ["GREATER_THAN_OR_EQUAL"],
            values: [String(Math.ceil(context.monthlyBudgetUsd * ANOMALY_SHARE_OF_BUDGET))],
          },
        },
        tags: this.tags(),
      },
      { parent: this, dependsOn: [topic.policy] },
    );
  }

  /**
   * A custom monitor of this environment's tag. Not one of a dimension: an account holds one of each, and a second
   * fails. A custom monitor takes values of one tag only.
   */
  private anomalyMonitor(): aws.costexplorer.AnomalyMonitor {
    const key = "environment";
    return new aws.costexplorer.AnomalyMonitor(
      this.childName("anomaly-monitor"),
      {
        name: this.physicalName("aws:costexplorer/anomalyMonitor:AnomalyMonitor", "anomalies"),
        monitorType: "CUSTOM",
        // The nulls are part of what AWS answers; without them each preview would want to replace the monitor.
        monitorSpecification: JSON.stringify({
          And: null,
          CostCategories: null,
          Dimensions: null,
          Not: null,
          Or: null,
          Tags: {
            Key: key,
            MatchOptions: null,
            Values: [constantTags(this.args.context, "operations")[key]],
          },
        }),
        tags: this.tags(),
      },
      { parent: this },
    );
  }
}
