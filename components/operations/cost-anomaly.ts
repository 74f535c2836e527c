import type * as aws from "@pulumi/aws";
import type { PlatformContext } from "../shared/context";
import { constantTags } from "../shared/tags";

/** Watches cost for anomalies: with a monitor that the account has already, or with a new one. */
export type CostAnomaly = { readonly existingMonitorArn: string } | { readonly create: true };

/** An anomaly raises an alert when it costs at least this share of the month's budget. */
const SHARE_OF_BUDGET = 0.05;

export function anomalyThreshold(
  monthlyBudgetUsd: number,
): aws.types.input.costexplorer.AnomalySubscriptionThresholdExpression {
  return {
    dimension: {
      key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
      matchOptions: ["GREATER_THAN_OR_EQUAL"],
      values: [String(Math.ceil(monthlyBudgetUsd * SHARE_OF_BUDGET))],
    },
  };
}

/** What a custom monitor watches: this environment's tag. It takes values of one tag only. */
export function anomalyScope(context: PlatformContext): Record<string, unknown> {
  const key = "environment";
  return {
    // The nulls are part of what AWS answers; without them each preview would want to replace the monitor.
    And: null,
    CostCategories: null,
    Dimensions: null,
    Not: null,
    Or: null,
    Tags: { Key: key, MatchOptions: null, Values: [constantTags(context, "operations")[key]] },
  };
}
