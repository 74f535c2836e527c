import { estimateCost } from "../../models/cost/estimate";
import { figuresOverBudget } from "../../models/cost/over-budget";
import { priceBookFor } from "../../models/cost/prices/price-books";
import type { CostReport } from "../../models/cost/report";
import { InputError } from "../../tiers";
import { manifestOf } from "../manifest-of";
import type { PolicyResource, StackRule, Yardstick } from "../rule";
import { stackUrn } from "../stack-urn";

const TITLES = { expected: "expected cost", ceiling: "ceiling" } as const;

const ADD_A_PRICE =
  "Add a price book for the region, and for every type a price or the reason why it is free.";

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

/** What the tier costs, or why that cannot be said. */
function estimate(resources: readonly PolicyResource[], yardstick: Yardstick): CostReport | string {
  try {
    return estimateCost(manifestOf(resources, yardstick), priceBookFor(yardstick.region));
  } catch (error) {
    if (error instanceof InputError) return error.message.replace(/\s*\n\s*/g, " ");
    throw error;
  }
}

export const requireCostWithinBudget: StackRule = {
  id: "require-cost-within-budget",
  title: "Expected cost and ceiling stay within the tier's budget",
  rationale: "Otherwise the first warning is the bill.",
  remedy: "Choose smaller sizes or a larger tier; scale cost shows each line.",
  severity: "high",
  source: "docs/cost.md",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources, yardstick) => {
    const urn = stackUrn(resources);
    // What belongs to no component is require-owner-component's to report.
    const owned = resources.filter(({ component }) => component !== null);
    const cost = estimate(owned, yardstick);
    if (typeof cost === "string")
      return [{ urn, wrong: cost, allowed: "a price for everything", remedy: ADD_A_PRICE }];
    const over = figuresOverBudget(cost);
    const wrong = over.map(([figure, amount]) => `the ${TITLES[figure]} is ${dollars(amount)}`).join(", ");
    return over.length === 0 ? [] : [{ urn, wrong, allowed: `${dollars(cost.budgetMonthlyUsd)} a month` }];
  },
};
