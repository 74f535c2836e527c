import { figuresOverBudget, linesOverBudget } from "../../models/cost/over-budget";
import type { CostReport } from "../../models/cost/report";
import { cents, tierTitle } from "../print/figures";

/**
 * Why a tier is over its budget, or `undefined` when it is not.
 * @param title whose report it is
 */
export function overBudget(report: CostReport, title = `Tier ${tierTitle(report.tier)}`): string | undefined {
  const { budgetMonthlyUsd: budget } = report;
  const over = figuresOverBudget(report);
  if (over.length === 0) return undefined;
  const figures = over.map(([title, amount]) => `${title} ${cents(amount)}, ${cents(amount - budget)} over`);
  const lines = linesOverBudget(report).map(
    ({ component, ceilingMonthlyUsd, budgetMonthlyUsd }) =>
      `${component} ${cents(ceilingMonthlyUsd)} of ${cents(budgetMonthlyUsd)}`,
  );
  const where = lines.length === 0 ? "" : ` Lines over theirs at the ceiling: ${lines.join(", ")}.`;
  return `${title} is over its budget of ${cents(budget)} a month: ${figures.join("; ")}.${where}`;
}
