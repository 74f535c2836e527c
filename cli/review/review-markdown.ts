import { costChange, type Review, type ReviewCost } from "../../models/reports/review";
import { cents } from "../print/money";
import { markdownTable } from "../print/markdown";
import { tierTitle, usd } from "../print/table";
import { upgradeMarkdown } from "../upgrade/upgrade-markdown";

const change = (before: number, after: number): string =>
  after === before ? "same" : `${after > before ? "+" : "−"}${cents(Math.abs(after - before))}`;

const row = (cost: ReviewCost): string[] => [
  tierTitle(cost.tier),
  usd(cost.budgetMonthlyUsd),
  cents(cost.expectedAfterMonthlyUsd),
  change(cost.expectedBeforeMonthlyUsd, cost.expectedAfterMonthlyUsd),
  cents(cost.ceilingAfterMonthlyUsd),
  change(cost.ceilingBeforeMonthlyUsd, cost.ceilingAfterMonthlyUsd),
];

/** What a pull request changes, as its comment; empty when nothing is worth one. */
export function reviewMarkdown({ isQuiet, thresholdUsd, costs, upgrades }: Review): string {
  if (isQuiet) return "";
  const changed = costs.filter((cost) => costChange(cost) >= thresholdUsd);
  return `${[
    "## What this pull request changes",
    changed.length === 0
      ? `No tier's cost changes by ${cents(thresholdUsd)} a month or more.`
      : `The cost of ${changed.map(({ tier }) => `tier ${tierTitle(tier)}`).join(", ")} changes.`,
    markdownTable(["tier", "budget", "expected", "change", "ceiling", "change"], costs.map(row)),
    ...upgrades.flatMap(({ stack, report }) => [
      stack === null ? `## Every stack at tier ${tierTitle(report.to)}` : `## Stack ${stack}`,
      `<details><summary>What its next <code>pulumi up</code> does</summary>`,
      upgradeMarkdown(report).trim(),
      "</details>",
    ]),
  ].join("\n\n")}\n`;
}
