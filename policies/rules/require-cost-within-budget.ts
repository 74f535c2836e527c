import { UnplacedError } from "../../kinds/pricing/errors";
import { estimateCost } from "../../models/cost/estimate";
import { figuresOverBudget, regionalBudget } from "../../models/cost/over-budget";
import { pricesOf } from "../../models/cost/prices/price-books";
import type { CostReport } from "../../models/cost/report";
import { addPrices, whyNoTotal } from "../../models/cost/unpriced";
import { InputError } from "../../tiers";
import { manifestOf } from "../manifest-of";
import type { PolicyResource, StackRule, Yardstick } from "../rule";
import { stackUrn } from "../stack-urn";

const TITLES = { expected: "expected cost", ceiling: "ceiling" } as const;

const ADD_A_PRICE = "Give every type a price, or the reason why it is free.";

const REMEDY = "Choose smaller sizes or a larger tier; scale cost shows each line.";

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

/** What the tier costs, or why that cannot be said; nothing where pods have no place, which is require-room-on-nodes' to report. */
function estimate(
  resources: readonly PolicyResource[],
  yardstick: Yardstick,
): CostReport | string | undefined {
  try {
    return estimateCost(manifestOf(resources, yardstick), pricesOf(yardstick.region));
  } catch (error) {
    if (error instanceof UnplacedError) return undefined;
    if (error instanceof InputError) return error.message.replace(/\s*\n\s*/g, " ");
    throw error;
  }
}

export const requireCostWithinBudget: StackRule = {
  id: "require-cost-within-budget",
  title: "Expected cost and ceiling stay within the tier's budget",
  rationale: "Otherwise the first warning is the bill.",
  remedy: REMEDY,
  severity: "high",
  source: "docs/cost.md",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources, yardstick) => {
    const urn = stackUrn(resources);
    // What belongs to no component is require-owner-component's to report.
    const owned = resources.filter(({ component }) => component !== null);
    const cost = estimate(owned, yardstick);
    if (cost === undefined) return [];
    if (typeof cost === "string")
      return [{ urn, wrong: cost, allowed: "a price for everything", remedy: ADD_A_PRICE }];
    const unknown = whyNoTotal(cost);
    if (unknown !== undefined)
      return [
        {
          urn,
          wrong: `whether it is within the budget of ${dollars(cost.budgetMonthlyUsd)} is not known: ${unknown}`,
          allowed: "a price for everything",
          remedy: `${addPrices(cost.region)}.`,
        },
      ];
    const over = figuresOverBudget(cost);
    const wrong = over.map(([figure, amount]) => `the ${TITLES[figure]} is ${dollars(amount)}`).join(", ");
    const advice = regionalBudget(cost);
    return over.length === 0
      ? []
      : [
          {
            urn,
            wrong,
            allowed: `${dollars(cost.budgetMonthlyUsd)} a month`,
            ...(advice === undefined ? {} : { remedy: `${REMEDY} ${advice}` }),
          },
        ];
  },
};
