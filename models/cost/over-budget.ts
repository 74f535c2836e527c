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
