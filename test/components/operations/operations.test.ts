import * as pulumi from "@pulumi/pulumi";
import { BUDGET_NOTIFICATIONS } from "../../../components/operations/budgets";
import { alarmTopicKeyPolicy } from "../../../components/operations/key-policy";
import { Operations, type OperationsArgs } from "../../../components/operations/operations";
import { COST_COMPONENTS, tierNamed, TIER_NAMES, type TierName } from "../../../tiers";
import { contextOf, recordResources, type Recorded } from "../../support/record";

const KEY_ARN = "arn:aws:kms:us-east-1:123456789012:key/stack";
const TOPIC_ARN = "arn:aws:sns:us-east-1:123456789012:operations-alerts-topic";
const EDGE_TOPIC_ARN = "arn:aws:sns:us-east-1:123456789012:operations-edge-alerts-topic";
const BUDGET = "aws:budgets/budget:Budget";

const record = (
  tier: TierName,
  changes: Partial<OperationsArgs> = {},
  region = "us-east-1",
): Promise<Recorded> =>
  recordResources(() => {
    const { topicArn, edgeTopicArn } = new Operations("operations", {
      context: contextOf(tier, { region }),
      budgetLinesUsd: tierNamed(tier).budgetLinesUsd,
      keyArn: pulumi.output(KEY_ARN),
      alertEmail: "ops@example.com",
      budgetOwner: "finance@example.com",
      costAnomaly: null,
      activateCostTags: false,
      ...changes,
    });
    return { topicArn, edgeTopicArn };
  });

const recorded = {} as Record<TierName, Recorded>;

beforeAll(async () => {
  for (const tier of TIER_NAMES) recorded[tier] = await record(tier);
});

const BUDGET_ROLES = ["account", "tier", ...COST_COMPONENTS, "cpu-credits"];
const TOPICS = ["alerts", "edge-alerts"].flatMap((topic) =>
  ["", "-email", "-policy", "-topic"].map((part) => `operations-${topic}${part}`),
);

describe("resources", () => {
  test.each(TIER_NAMES)("tier %s has exactly these, booked on operations", (tier) => {
    expect(recorded[tier].names()).toEqual(
      ["operations", ...TOPICS, ...BUDGET_ROLES.map((role) => `operations-budget-${role}`)].sort(),
    );
    for (const { component } of recorded[tier].resources) expect(component).toBe("operations");
    expect(JSON.stringify(recorded[tier].resources)).not.toContain(pulumi.runtime.unknownValue);
  });

  test("without an address nobody is subscribed", async () => {
    const silent = await record("100", { alertEmail: null });
    expect(silent.ofType("aws:sns/topicSubscription:TopicSubscription")).toEqual([]);
  });
});

describe("topics", () => {
  test.each(TIER_NAMES)("tier %s: both are encrypted with the stack's key and tagged", (tier) => {
    for (const { inputs } of recorded[tier].ofType("aws:sns/topic:Topic"))
      expect(inputs).toMatchObject({
        kmsMasterKeyId: KEY_ARN,
        region: "us-east-1",
        tags: { "cost-component": "operations", "scaling-tier": tier },
      });
  });

  const policyOf = (name: string): unknown => {
    const { policy, arn } = recorded["100"].named(name).inputs;
    return { arn, policy: JSON.parse(String(policy)) as unknown };
  };
  const publishable = (arn: string, services: string[]) => ({
    arn,
    policy: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ServicesPublishForThisAccount",
          Effect: "Allow",
          Principal: { Service: services },
          Action: "sns:Publish",
          Resource: arn,
          Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
        },
      ],
    },
  });

  test("budgets, alarms and anomalies of this account publish to the first", () => {
    expect(policyOf("operations-alerts-policy")).toEqual(
      publishable(TOPIC_ARN, [
        "budgets.amazonaws.com",
        "cloudwatch.amazonaws.com",
        "costalerts.amazonaws.com",
      ]),
    );
  });

  test("alarms of this account, and nothing else, publish to the edge topic", () => {
    expect(policyOf("operations-edge-alerts-policy")).toEqual(
      publishable(EDGE_TOPIC_ARN, ["cloudwatch.amazonaws.com"]),
    );
  });

  test("the address is subscribed to both", () => {
    expect(recorded["100"].named("operations-alerts-email").inputs).toEqual({
      topic: TOPIC_ARN,
      region: "us-east-1",
      protocol: "email",
      endpoint: "ops@example.com",
    });
    expect(recorded["100"].named("operations-edge-alerts-email").inputs).toMatchObject({
      topic: EDGE_TOPIC_ARN,
      endpoint: "ops@example.com",
    });
  });

  test("both are told to the outside", () => {
    expect(recorded["100"].outputs).toEqual({ topicArn: TOPIC_ARN, edgeTopicArn: EDGE_TOPIC_ARN });
  });

  test("outside us-east-1 the edge topic stays there, under a key of its own for alarms only", async () => {
    const dublin = await record("100", {}, "eu-west-1");
    expect(dublin.names()).toEqual([...recorded["100"].names(), "operations-edge-key"].sort());
    expect(dublin.named("operations-alerts-topic").inputs).toMatchObject({
      region: "eu-west-1",
      kmsMasterKeyId: KEY_ARN,
    });
    for (const part of ["topic", "policy", "email"])
      expect(dublin.named(`operations-edge-alerts-${part}`).inputs["region"]).toBe("us-east-1");
    expect(dublin.dependenciesOf("operations-edge-alerts-topic")).toEqual(["operations-edge-key"]);
    const { policy, ...key } = dublin.named("operations-edge-key").inputs;
    expect(key).toMatchObject({ region: "us-east-1", enableKeyRotation: true, deletionWindowInDays: 30 });
    expect(JSON.parse(String(policy))).toEqual(
      alarmTopicKeyPolicy({ partition: "aws", region: "us-east-1", accountId: "123456789012" }),
    );
  });
});

describe("budgets", () => {
  test.each(TIER_NAMES)(
    "tier %s: each is monthly, in dollars, of this account, and tells the topic",
    (tier) => {
      expect(recorded[tier].ofType(BUDGET)).toHaveLength(BUDGET_ROLES.length);
      for (const { inputs } of recorded[tier].ofType(BUDGET))
        expect(inputs).toMatchObject({
          accountId: "123456789012",
          budgetType: "COST",
          timeUnit: "MONTHLY",
          limitUnit: "USD",
          notifications: BUDGET_NOTIFICATIONS.map((notification) => ({
            ...notification,
            subscriberSnsTopicArns: [TOPIC_ARN],
          })),
          tags: { "budget-owner": "finance@example.com" },
        });
    },
  );

  test.each(TIER_NAMES)("tier %s: limits are the table's", (tier) => {
    const { monthlyBudgetUsd, budgetLinesUsd } = tierNamed(tier);
    const limitOf = (role: string): unknown =>
      recorded[tier].named(`operations-budget-${role}`).inputs["limitAmount"];
    expect(limitOf("account")).toBe(String(monthlyBudgetUsd));
    expect(limitOf("tier")).toBe(String(monthlyBudgetUsd));
    for (const component of COST_COMPONENTS)
      expect(limitOf(component)).toBe(String(budgetLinesUsd[component]));
  });

  test.each(["account", "tier", "valkey"])("the %s budget waits for the right to publish", (role) => {
    expect(recorded["100"].dependenciesOf(`operations-budget-${role}`)).toContain("operations-alerts-policy");
  });

  test("a line counts what all three tags select", () => {
    expect(recorded["5k"].named("operations-budget-valkey").inputs).toMatchObject({
      metrics: "UnblendedCost",
      filterExpression: {
        ands: [
          { tags: { key: "cost-component", values: ["valkey"] } },
          { tags: { key: "environment", values: ["test"] } },
          { tags: { key: "project", values: ["scaling-tiers"] } },
          { not: { dimensions: { key: "RECORD_TYPE", values: ["Credit", "Refund"] } } },
        ],
      },
    });
  });

  test.each(TIER_NAMES.slice(1))("the step to tier %s changes limits and tags only", (tier) => {
    for (const { name, inputs } of recorded["100"].resources) {
      const later = recorded[tier].named(name).inputs;
      expect({ ...later, limitAmount: 0, tags: 0 }).toEqual({ ...inputs, limitAmount: 0, tags: 0 });
    }
  });
});

describe("cost tags", () => {
  test("are activated when asked for, and stay when the stack goes", async () => {
    const active = await record("100", { activateCostTags: true });
    const tags = active.ofType("aws:costexplorer/costAllocationTag:CostAllocationTag");
    expect(tags.map(({ inputs }) => inputs)).toEqual(
      ["cost-component", "eks:eks-cluster-name", "environment", "project", "scaling-tier"].map((tagKey) => ({
        tagKey,
        status: "Active",
      })),
    );
    for (const tag of tags) expect(tag).toMatchObject({ protect: false, retainOnDelete: true });
  });
});

describe("cost anomalies", () => {
  const SUBSCRIPTION = "operations-anomaly-subscription";

  test.each([
    ["100", "10"],
    ["500", "25"],
    ["2k", "75"],
    ["5k", "150"],
    ["10k", "300"],
    ["20k", "600"],
  ] as const)("tier %s: one of $%s or more, 5 %% of the budget, is told at once", async (tier, usd) => {
    const watched = await record(tier, {
      costAnomaly: { existingMonitorArn: "arn:aws:ce::1:anomalymonitor/m" },
    });
    expect(watched.named(SUBSCRIPTION).inputs).toMatchObject({
      frequency: "IMMEDIATE",
      monitorArnLists: ["arn:aws:ce::1:anomalymonitor/m"],
      subscribers: [{ type: "SNS", address: TOPIC_ARN }],
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          values: [usd],
        },
      },
      tags: { "cost-component": "operations" },
    });
    expect(watched.counts()).not.toHaveProperty("aws:costexplorer/anomalyMonitor:AnomalyMonitor");
    expect(watched.dependenciesOf(SUBSCRIPTION)).toContain("operations-alerts-policy");
  });

  test("a new monitor is a custom one of the environment's tag", async () => {
    const watched = await record("100", { costAnomaly: { create: true } });
    const { monitorSpecification, ...monitor } = watched.named("operations-anomaly-monitor").inputs;
    expect(monitor).toMatchObject({ monitorType: "CUSTOM", tags: { "cost-component": "operations" } });
    expect(monitor).not.toHaveProperty("monitorDimension");
    expect(JSON.parse(String(monitorSpecification))).toEqual({
      And: null,
      CostCategories: null,
      Dimensions: null,
      Not: null,
      Or: null,
      Tags: { Key: "environment", MatchOptions: null, Values: ["test"] },
    });
    expect(watched.dependenciesOf(SUBSCRIPTION)).toContain("operations-anomaly-monitor");
  });
});
