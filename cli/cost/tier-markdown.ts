import { markdownTable } from "../print/markdown";
import { count, tierTitle, usd } from "../print/table";
import type { TierCost } from "../record/estimate-tier";
import { cents, percent } from "../print/money";

/** What one tier costs, as a table for a pull request. */
export function tierCostMarkdown({ report, capacity, cliffs }: TierCost): string {
  const { budgetMonthlyUsd: budget, expectedMonthlyUsd: expected } = report;
  const row = (
    title: string,
    each: { floorMonthlyUsd: number; expectedMonthlyUsd: number; ceilingMonthlyUsd: number },
    own: number,
  ): string[] => [
    title,
    cents(each.floorMonthlyUsd),
    cents(each.expectedMonthlyUsd),
    cents(each.ceilingMonthlyUsd),
    usd(own),
    percent(each.expectedMonthlyUsd, expected),
  ];
  return `${[
    `### Tier ${tierTitle(report.tier)}: ${usd(expected)} a month expected, of a budget of ${usd(budget)}`,
    markdownTable(
      ["cost line", "floor", "expected", "ceiling", "budget", "share"],
      [
        ...report.components.map((each) => row(each.component, each, each.budgetMonthlyUsd)),
        row("**together**", report, budget),
      ],
    ),
    [
      `- headroom ${percent(budget - expected, budget)}, ${percent(budget - report.ceilingMonthlyUsd, budget)} at the ceiling`,
      `- ${report.usdPerUser === null ? "no users" : `${cents(report.usdPerUser)} a user and month`}, for ${count(report.users)} users`,
      `- carries ${count(capacity.users)} users at the hard limits; first limit: ${capacity.limitedBy}`,
      ...cliffs.map(
        ({ what, date, effect, source }) =>
          `- [${what}](${source}), ${date ?? "date not known to this release"}: ${effect}`,
      ),
    ].join("\n"),
    `On-demand list prices of ${report.region}, the newest of ${report.priceBook.asOf}; 730 hours a month.`,
  ].join("\n\n")}\n`;
}
