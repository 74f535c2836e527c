import type * as aws from "@pulumi/aws";
import type { CostComponent, TierSpec } from "../../tiers";
import type { PlatformContext } from "../shared/context";
import { constantTags } from "../shared/tags";

/** When a budget speaks: at a share of its limit that was spent, or that AWS expects for the end of the month. */
export const BUDGET_NOTIFICATIONS = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "ACTUAL", threshold: 100 },
  { notificationType: "FORECASTED", threshold: 100 },
].map((notification) => ({
  ...notification,
  thresholdType: "PERCENTAGE",
  comparisonOperator: "GREATER_THAN",
}));

/** One monthly budget. */
interface BudgetPlan {
  /** Part of its logical and physical name. */
  readonly role: string;
  readonly limitUsd: number;
  /** What it counts. */
  readonly scope: Pick<aws.budgets.BudgetArgs, "costTypes" | "filterExpression" | "metrics">;
}

/** Tags that tell this stack from everything else in the account. */
const STACK_TAG_KEYS = ["environment", "project"];

/** What budgets read; until these tags are active in billing, those of the tier and of the cost lines stay at $0. */
export const BUDGET_TAG_KEYS = ["cost-component", ...STACK_TAG_KEYS];

/**
 * Counts what carries all of these tags, before credits and refunds: those would hide spending for as long as they
 * last. A filter expression, because it says "and"; the older `TagKeyValue` filter does not say how it joins keys
 * (https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Expression.html).
 */
function tagged(context: PlatformContext, line: CostComponent, keys: readonly string[]): BudgetPlan["scope"] {
  const tags = Object.entries(constantTags(context, line)).filter(([key]) => keys.includes(key));
  return {
    metrics: "UnblendedCost",
    filterExpression: {
      ands: [
        ...tags.map(([key, value]) => ({ tags: { key, values: [value] } })),
        { not: { dimensions: { key: "RECORD_TYPE", values: ["Credit", "Refund"] } } },
      ],
    },
  };
}

/**
 * Beginnings of usage types by region; us-east-1 and eu-west-1 have two each
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html).
 */
const USAGE_TYPE_REGIONS = [
  ...["", "USE1-", "USE2-", "USW1-", "USW2-", "CAN1-", "SAE1-"],
  ...["EU-", "EUW1-", "EUW2-", "EUW3-", "EUC1-", "EUN1-", "EUS1-"],
  ...["APN1-", "APN2-", "APN3-", "APS1-", "APS2-", "APS3-", "APE1-", "AFS1-", "MES1-"],
];

/**
 * Paid CPU credits of every T4g instance in the account. Auto Mode has no setting for credits and an alarm cannot
 * search for nodes that come and go, so this budget watches them; billing lags by hours.
 */
const EC2_CREDITS: BudgetPlan = {
  role: "cpu-credits",
  limitUsd: 1,
  scope: {
    metrics: "UnblendedCost",
    filterExpression: {
      dimensions: {
        key: "USAGE_TYPE",
        values: USAGE_TYPE_REGIONS.map((region) => `${region}CPUCredits:t4g`),
      },
    },
  },
};

/**
 * The budgets of a tier:
 * - `account`: the whole account against the tier's budget. It needs no tags, so it speaks from the first day, and it
 *   counts what cannot be tagged, such as tax. It also counts whatever else lives in the account;
 * - `tier`: what carries this stack's tags;
 * - `cpu-credits`: CPU credits of T4g instances, against one dollar; it needs no tags either;
 * - one for each cost line of the budget table, by the tag `cost-component`.
 *
 * The budgets by tag read $0 until the cost tags are active in billing. Budgets that only notify are free
 * (https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/).
 */
export function budgetPlans(context: PlatformContext, linesUsd: TierSpec["budgetLinesUsd"]): BudgetPlan[] {
  const lines = Object.entries(linesUsd) as [CostComponent, number][];
  return [
    {
      role: "account",
      limitUsd: context.monthlyBudgetUsd,
      scope: { costTypes: { includeCredit: false, includeRefund: false } },
    },
    {
      role: "tier",
      limitUsd: context.monthlyBudgetUsd,
      scope: tagged(context, "operations", STACK_TAG_KEYS),
    },
    ...lines.map(([line, limitUsd]) => ({
      role: line,
      limitUsd,
      scope: tagged(context, line, BUDGET_TAG_KEYS),
    })),
    EC2_CREDITS,
  ];
}
