import type { CostReport } from "../../models/cost/report";
import { tierTitle } from "../table";
import { cents } from "./money";

/** Less than this over the budget is what adding up floating-point numbers leaves. */
const HALF_A_CENT = 0.005;

/** Why a tier is over its budget, or `undefined` when it is not. */
export function overBudget({
  tier,
  budgetMonthlyUsd: budget,
  expectedMonthlyUsd,
  ceilingMonthlyUsd,
}: CostReport): string | undefined {
  const over = [["expected", expectedMonthlyUsd] as const, ["ceiling", ceilingMonthlyUsd] as const].filter(
    ([, amount]) => amount > budget + HALF_A_CENT,
  );
  if (over.length === 0) return undefined;
  const figures = over.map(([title, amount]) => `${title} ${cents(amount)}, ${cents(amount - budget)} over`);
  return `Tier ${tierTitle(tier)} is over its budget of ${cents(budget)} a month: ${figures.join("; ")}.`;
}
