import { COST_COMPONENTS } from "../../tiers";
import { count, table, tierTitle, usd, type Align } from "../print/table";
import { markdownTable } from "../print/markdown";
import type { Style } from "../print/style";
import { wrap } from "../print/text";
import type { TierCost } from "../record/estimate-tier";
import { cents, perDollar, percent } from "../print/money";

interface Sheet {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly aligns: readonly Align[];
}

const rights = (amount: number): Align[] => Array.from({ length: amount }, () => "right");

function figures(costs: readonly TierCost[]): Sheet {
  return {
    title: "USD a month against the budget",
    head: ["tier", "users", "floor", "expected", "ceiling", "budget", "headroom", "$/user"],
    aligns: ["left", ...rights(7)],
    rows: costs.map(({ report }) => [
      tierTitle(report.tier),
      count(report.users),
      usd(report.floorMonthlyUsd),
      usd(report.expectedMonthlyUsd),
      usd(report.ceilingMonthlyUsd),
      usd(report.budgetMonthlyUsd),
      percent(report.budgetMonthlyUsd - report.expectedMonthlyUsd, report.budgetMonthlyUsd),
      report.usdPerUser === null ? "-" : cents(report.usdPerUser),
    ]),
  };
}

function components(costs: readonly TierCost[]): Sheet {
  return {
    title: "Expected, by cost line",
    head: ["cost line", ...costs.map(({ report }) => tierTitle(report.tier))],
    aligns: ["left", ...rights(costs.length)],
    rows: COST_COMPONENTS.map((component) => [
      component,
      ...costs.map(({ report }) => {
        const own = report.components.find((each) => each.component === component);
        return usd(own?.expectedMonthlyUsd ?? 0);
      }),
    ]),
  };
}

function carried(costs: readonly TierCost[]): Sheet {
  return {
    title: "Users for a dollar, and users carried at the hard limits",
    head: ["tier", "users/$", "roadmap's users/$", "carries", "first limit"],
    aligns: ["left", "right", "right", "right", "left"],
    rows: costs.map(({ tier, report, capacity }) => [
      tierTitle(tier.name),
      perDollar(report.users, report.expectedMonthlyUsd),
      perDollar(tier.users, tier.monthlyBudgetUsd),
      count(capacity.users),
      capacity.limitedBy,
    ]),
  };
}

const sheets = (costs: readonly TierCost[]): Sheet[] => [figures(costs), components(costs), carried(costs)];

function footnote([first]: readonly TierCost[]): string {
  const of =
    first === undefined ? "" : ` of ${first.report.region}, the newest of ${first.report.priceBook.asOf}`;
  return `On-demand list prices${of}; 730 hours a month. Surplus CPU credits are in no figure.`;
}

/** The tiers side by side as a person reads them, 80 columns wide. */
export function sideBySideText(costs: readonly TierCost[], { strong, faint }: Style): string {
  return [
    ...sheets(costs).flatMap(({ title, head, rows, aligns }) => [
      strong(title),
      table(rows, aligns, head),
      "",
    ]),
    faint(wrap(footnote(costs), 80, "")),
    faint("One tier in full: ./scale cost 500"),
    "",
  ].join("\n");
}

/** The same for a page or a pull request; `heading` is the level of the sheets' titles. */
export function sideBySideMarkdown(costs: readonly TierCost[], heading: string): string {
  return [
    ...sheets(costs).flatMap(({ title, head, rows }) => [`${heading} ${title}`, markdownTable(head, rows)]),
    footnote(costs),
  ].join("\n\n");
}
