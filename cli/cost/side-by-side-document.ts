import { COST_COMPONENTS } from "../../tiers";
import { note, section, table, type Block, type Document, type Section } from "../print/document";
import { missingPrices } from "../../models/cost/unpriced";
import { cents, count, left, percent, perDollar, tierTitle, usd } from "../print/figures";
import { missingPricesBlocks } from "../print/missing-prices";
import type { TierCost } from "../record/estimate-tier";
import { pricesNote } from "./tier-cost-document";

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
        percent(left(report.budgetMonthlyUsd, report.expectedMonthlyUsd), report.budgetMonthlyUsd),
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
          return usd(own === undefined ? 0 : own.expectedMonthlyUsd);
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
  const prices = first === undefined ? "On-demand list prices; 730 hours a month." : pricesNote(first.report);
  return `${prices} Surplus CPU credits are in no figure.`;
}

/** What no tier's total can do without. */
const missing = (costs: readonly TierCost[]): readonly Block[] =>
  missingPricesBlocks(costs[0]?.report.region ?? "", [
    ...new Set(costs.flatMap(({ report }) => missingPrices(report))),
  ]);

/** The tiers against their budgets, and by cost line. */
export const sideBySideDocument = (costs: readonly TierCost[]): Document => ({
  blocks: [
    ...missing(costs),
    figures(costs),
    components(costs),
    carried(costs),
    note(footnote(costs)),
    note("One tier in full: ./scale cost 500"),
  ],
});
