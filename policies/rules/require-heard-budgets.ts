import { at, listOf } from "../../models/manifest/values";
import { inventoryOf, type Inventory } from "../effects/inventory";
import { deafness } from "../effects/listeners";
import { shown } from "../read";
import type { PolicyResource, Problem, StackProblem, StackRule } from "../rule";
import { stackUrn } from "../stack-urn";

const BUDGET = "aws:budgets/budget:Budget";
const ANOMALIES = "aws:costexplorer/anomalySubscription:AnomalySubscription";
const MONITOR = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
/** Past this share of a budget nobody can do anything about the month any more. */
const THRESHOLD_MAX = 100;

const isEarly = (notification: unknown): boolean => {
  const threshold = at(notification, "threshold");
  return (
    at(notification, "comparisonOperator") === "GREATER_THAN" &&
    typeof threshold === "number" &&
    threshold <= (at(notification, "thresholdType") === "PERCENTAGE" ? THRESHOLD_MAX : 0)
  );
};

/** The whole month of the stack: all of its costs, and no more than the tier's budget. */
const isOfTier = ({ inputs }: PolicyResource, budgetUsd: number): boolean =>
  inputs["budgetType"] === "COST" &&
  inputs["timeUnit"] === "MONTHLY" &&
  Number(inputs["limitAmount"]) > 0 &&
  Number(inputs["limitAmount"]) <= budgetUsd;

/** Of a subscription to unusual costs: addresses of topics that nobody hears. */
const deafSubscribers = (inventory: Inventory, { inputs }: PolicyResource): Problem[] =>
  listOf(inputs["subscribers"])
    .filter((subscriber) => at(subscriber, "type") === "SNS")
    .flatMap((subscriber) => deafness(inventory, at(subscriber, "address"), "costalerts.amazonaws.com") ?? [])
    .map((wrong) => ({ wrong, allowed: "a topic that somebody hears" }));

/** Unusual costs are watched for somebody. */
function ofAnomalies(inventory: Inventory): StackProblem[] {
  const subscriptions = inventory.ofType(ANOMALIES);
  const heard = subscriptions.flatMap(({ inputs }) =>
    listOf(inputs["monitorArnLists"]).map((arn) => inventory.meant(MONITOR, arn)),
  );
  return [
    ...inventory
      .ofType(MONITOR)
      .filter((monitor) => !heard.includes(monitor))
      .map(({ urn }) => ({
        urn,
        wrong: "nobody hears what it finds",
        allowed: "a subscription that names it",
      })),
    ...subscriptions.flatMap((each) =>
      deafSubscribers(inventory, each).map((problem) => ({ ...problem, urn: each.urn })),
    ),
  ];
}

export const requireHeardBudgets: StackRule = {
  id: "require-heard-budgets",
  title: "Budgets warn somebody before they are spent, and one of them is the tier's",
  rationale: "The bill would be the first to say that something runs that nobody needs.",
  remedy:
    "Give the budget a notification at 100 % or less to a topic that somebody hears, and the tier's limit.",
  severity: "high",
  source: "AWS Well-Architected, COST02-BP05",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources, { tier }) => {
    const inventory = inventoryOf(resources);
    const budgets = inventory.ofType(BUDGET);
    const ofBudget = (budget: PolicyResource): Problem[] => {
      const { inputs } = budget;
      const early = listOf(inputs["notifications"]).filter(isEarly);
      const types = early.map((one) => at(one, "notificationType"));
      const missing = ["ACTUAL", "FORECASTED"].filter((type) => !types.includes(type));
      const deaf = listOf(inputs["notifications"]).flatMap((one) => {
        const topics = listOf(at(one, "subscriberSnsTopicArns"));
        if (topics.length > 0)
          return topics.flatMap((arn) => deafness(inventory, arn, "budgets.amazonaws.com") ?? []);
        return listOf(at(one, "subscriberEmailAddresses")).length > 0
          ? []
          : ["a notification goes to nobody"];
      });
      return [
        ...(isOfTier(budget, tier.monthlyBudgetUsd)
          ? []
          : [
              {
                wrong: `it is ${shown(inputs["budgetType"])}, ${shown(inputs["timeUnit"])}, up to ${shown(inputs["limitAmount"])}`,
                allowed: `a COST, MONTHLY, up to ${tier.monthlyBudgetUsd}`,
              },
            ]),
        ...missing.map((type) => ({
          wrong: `it does not warn of what is ${type}`,
          allowed: `a notification at ${THRESHOLD_MAX} % or less`,
        })),
        ...[...new Set(deaf)].map((why) => ({ wrong: why, allowed: "a topic that somebody hears" })),
      ];
    };
    const isThere = budgets.some(
      ({ inputs }) =>
        Number(inputs["limitAmount"]) === tier.monthlyBudgetUsd && inputs["filterExpression"] !== undefined,
    );
    return [
      ...(isThere
        ? []
        : [
            {
              urn: stackUrn(resources),
              wrong: "no budget is the tier's",
              allowed: `one of ${tier.monthlyBudgetUsd} for the costs of the stack`,
            },
          ]),
      ...budgets.flatMap((budget) => ofBudget(budget).map((problem) => ({ ...problem, urn: budget.urn }))),
      ...ofAnomalies(inventory),
    ];
  },
};
