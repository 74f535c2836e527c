import { figuresOverBudget, linesOverBudget, regionalBudget } from "../../models/cost/over-budget";
import type { CostReport } from "../../models/cost/report";
import { addPrices, whyNoTotal } from "../../models/cost/unpriced";
import { cents, tierTitle } from "../print/figures";

/**
 * Why a tier is over its budget, or why nobody can say; `undefined` when it is within.
 * @param title whose report it is
 */
export function overBudget(report: CostReport, title = `Tier ${tierTitle(report.tier)}`): string | undefined {
  const { budgetMonthlyUsd: budget } = report;
  const unknown = whyNoTotal(report);
  if (unknown !== undefined)
    return `Whether ${title} is within its budget of ${cents(budget)} a month is not known: ${unknown}. ${addPrices(report.region)}`;
  const over = figuresOverBudget(report);
  if (over.length === 0) return undefined;
  const figures = over.map(([title, amount]) => `${title} ${cents(amount)}, ${cents(amount - budget)} over`);
  const lines = linesOverBudget(report).map(
    ({ component, overUsd, budgetMonthlyUsd }) =>
      `${component} ${cents(budgetMonthlyUsd + overUsd)} of ${cents(budgetMonthlyUsd)}`,
  );
  const further = [
    ...(lines.length === 0 ? [] : [`Lines over theirs at the ceiling: ${lines.join(", ")}.`]),
    regionalBudget(report),
  ].filter((text) => text !== undefined);
  return [`${title} is over its budget of ${cents(budget)} a month: ${figures.join("; ")}.`, ...further].join(
    " ",
  );
}
