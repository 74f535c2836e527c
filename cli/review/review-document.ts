import { costChange, type Review, type ReviewCost } from "../../models/reports/review";
import { paragraph, section, table, type Document } from "../print/document";
import { cents, tierTitle, usd } from "../print/figures";
import { upgradeDocument } from "../upgrade/upgrade-document";

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

/** What a pull request changes. */
export function reviewDocument({ isQuiet, thresholdUsd, costs, upgrades }: Review): Document {
  if (isQuiet)
    return {
      blocks: [paragraph(`Nothing changes beyond ${cents(thresholdUsd)} a month and without interruption.`)],
    };
  const changed = costs.filter((cost) => costChange(cost) >= thresholdUsd);
  return {
    title: "What this pull request changes",
    blocks: [
      paragraph(
        changed.length === 0
          ? `No tier's cost changes by ${cents(thresholdUsd)} a month or more.`
          : `The cost of ${changed.map(({ tier }) => `tier ${tierTitle(tier)}`).join(", ")} changes.`,
      ),
      table(["tier", ">budget", ">expected", ">change", ">ceiling", ">change"], costs.map(row)),
      ...upgrades.map(({ stack, report }) => {
        const { title = "", blocks } = upgradeDocument(report);
        return section(stack === null ? `Every stack at tier ${tierTitle(report.to)}` : `Stack ${stack}`, {
          kind: "details",
          summary: "What its next pulumi up does",
          blocks: [section(title, ...blocks)],
        });
      }),
    ],
  };
}
