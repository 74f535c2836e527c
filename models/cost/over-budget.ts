import type { CostReport } from "./report";

/** Less than this over the budget is what adding up floating-point numbers leaves. */
const HALF_A_CENT = 0.005;

/** The figures of a tier that are over its budget. */
export const figuresOverBudget = ({
  budgetMonthlyUsd,
  expectedMonthlyUsd,
  ceilingMonthlyUsd,
}: CostReport): (readonly ["expected" | "ceiling", number])[] =>
  [["expected", expectedMonthlyUsd] as const, ["ceiling", ceilingMonthlyUsd] as const].filter(
    ([, amount]) => amount > budgetMonthlyUsd + HALF_A_CENT,
  );

/** Lines whose ceiling is over their share of the budget, the furthest over it first. */
export const linesOverBudget = ({ components }: CostReport): CostReport["components"] => {
  const over = (line: CostReport["components"][number]): number =>
    line.ceilingMonthlyUsd - line.budgetMonthlyUsd;
  return components.filter((line) => over(line) > HALF_A_CENT).sort((a, b) => over(b) - over(a));
};
