import { tierNamed, type CostComponent } from "../../tiers";
import { REFERENCE_REGION } from "./prices/price-books";
import type { CostReport } from "./report";

/** Less than this over the budget is what adding up floating-point numbers leaves. */
const HALF_A_CENT = 0.005;

/** The figures of a tier that are over its budget, as far as they are known. */
export const figuresOverBudget = ({
  budgetMonthlyUsd,
  expectedMonthlyUsd,
  ceilingMonthlyUsd,
}: CostReport): (readonly ["expected" | "ceiling", number])[] =>
  [["expected", expectedMonthlyUsd] as const, ["ceiling", ceilingMonthlyUsd] as const].flatMap(
    ([figure, amount]) =>
      amount !== null && amount > budgetMonthlyUsd + HALF_A_CENT ? [[figure, amount] as const] : [],
  );

/** A line of the budget, and how far its ceiling is over it. */
interface LineOver {
  readonly component: CostComponent;
  readonly budgetMonthlyUsd: number;
  readonly overUsd: number;
}

/** Lines whose ceiling is over their share of the budget, the furthest over it first, as far as they are known. */
export const linesOverBudget = ({ components }: CostReport): LineOver[] =>
  components
    .flatMap(({ component, ceilingMonthlyUsd, budgetMonthlyUsd }) =>
      ceilingMonthlyUsd === null
        ? []
        : [{ component, budgetMonthlyUsd, overUsd: ceilingMonthlyUsd - budgetMonthlyUsd }],
    )
    .filter(({ overUsd }) => overUsd > HALF_A_CENT)
    .sort((a, b) => b.overUsd - a.overUsd);

/**
 * What to do about a budget that was made for another region's prices; undefined where it was made for this one's, or
 * the stack has its own.
 */
export const regionalBudget = ({ region, tier, budgetMonthlyUsd }: CostReport): string | undefined =>
  region === REFERENCE_REGION || budgetMonthlyUsd !== tierNamed(tier).monthlyBudgetUsd
    ? undefined
    : `The budget of the tier is one for the prices of ${REFERENCE_REGION}; give a stack in ${region} its own: pulumi config set --path overrides.monthlyBudgetUsd <USD>`;
