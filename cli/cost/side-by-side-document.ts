import { COST_COMPONENTS } from "../../tiers";
import { note, section, table, type Document, type Section } from "../print/document";
import { cents, count, percent, perDollar, tierTitle, usd } from "../print/figures";
import type { TierCost } from "../record/estimate-tier";

const figures = (costs: readonly TierCost[]): Section =>
  section(
    "USD a month against the budget",
    table(
      ["tier", ">users", ">floor", ">expected", ">ceiling", ">budget", ">headroom", ">$/user"],
      costs.map(({ report }) => [
        tierTitle(report.tier),
        count(report.users),
        usd(report.floorMonthlyUsd),
        usd(report.expectedMonthlyUsd),
        usd(report.ceilingMonthlyUsd),
        usd(report.budgetMonthlyUsd),
        percent(report.budgetMonthlyUsd - report.expectedMonthlyUsd, report.budgetMonthlyUsd),
        report.usdPerUser === null ? "-" : cents(report.usdPerUser),
      ]),
    ),
  );

const components = (costs: readonly TierCost[]): Section =>
  section(
    "Expected, by cost line",
    table(
      ["cost line", ...costs.map(({ report }) => `>${tierTitle(report.tier)}`)],
      COST_COMPONENTS.map((component) => [
        component,
        ...costs.map(({ report }) => {
          const own = report.components.find((each) => each.component === component);
          return usd(own?.expectedMonthlyUsd ?? 0);
        }),
      ]),
    ),
  );

const carried = (costs: readonly TierCost[]): Section =>
  section(
    "Users for a dollar, and users carried at the hard limits",
    table(
      ["tier", ">users/$", ">roadmap's users/$", ">carries", "first limit"],
      costs.map(({ tier, report, capacity }) => [
        tierTitle(tier.name),
        perDollar(report.users, report.expectedMonthlyUsd),
        perDollar(tier.users, tier.monthlyBudgetUsd),
        count(capacity.users),
        capacity.limitedBy,
      ]),
    ),
  );

function footnote([first]: readonly TierCost[]): string {
  const of =
    first === undefined ? "" : ` of ${first.report.region}, the newest of ${first.report.priceBook.asOf}`;
  return `On-demand list prices${of}; 730 hours a month. Surplus CPU credits are in no figure.`;
}

/** The tiers against their budgets, and by cost line. */
export const sideBySideDocument = (costs: readonly TierCost[]): Document => ({
  blocks: [
    figures(costs),
    components(costs),
    carried(costs),
    note(footnote(costs)),
    note("One tier in full: ./scale cost 500"),
  ],
});
