import type { CostLine } from "../../models/cost/report";
import type { CostCliff } from "../../models/cost/scenarios/cliffs";
import type { Style } from "../print/style";
import { count, table, tierTitle, usd } from "../print/table";
import { wrap } from "../print/text";
import type { TierCost } from "../record/estimate-tier";
import { cents, perDollar, percent } from "../print/money";
import { nameOfUrn } from "../../models/manifest/urn";
import { watchersOf } from "./watcher";

const WIDTH = 80;
const LARGEST = 8;
/** Less is shown as $0.00. */
const HALF_A_CENT = 0.005;
const NAME_WIDTH = 32;

const fit = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

function headline({ report }: TierCost): string {
  const { budgetMonthlyUsd: budget, expectedMonthlyUsd: expected, ceilingMonthlyUsd: ceiling } = report;
  const rows = [
    ["floor", cents(report.floorMonthlyUsd), "autoscaling at its minimum, no use"],
    ["expected", cents(expected), `the load of ${count(report.users)} users`],
    ["ceiling", cents(ceiling), "autoscaling at its limits and double use, all month"],
    [
      "budget",
      cents(budget),
      `headroom ${percent(budget - expected, budget)}, ${percent(budget - ceiling, budget)} at the ceiling`,
    ],
  ];
  return table(rows, ["left", "right", "left"]);
}

function costLines({ report }: TierCost): string {
  const row = (
    title: string,
    each: { floorMonthlyUsd: number; expectedMonthlyUsd: number; ceilingMonthlyUsd: number },
    budget: number,
  ): string[] => [
    title,
    cents(each.floorMonthlyUsd),
    cents(each.expectedMonthlyUsd),
    cents(each.ceilingMonthlyUsd),
    usd(budget),
    percent(each.expectedMonthlyUsd, report.expectedMonthlyUsd),
  ];
  return table(
    [
      ...report.components.map((each) => row(each.component, each, each.budgetMonthlyUsd)),
      row("together", report, report.budgetMonthlyUsd),
    ],
    ["left", "right", "right", "right", "right", "right"],
    ["cost line", "floor", "expected", "ceiling", "budget", "share"],
  );
}

function largestLines(lines: readonly CostLine[]): string {
  return table(
    lines
      .filter(({ monthlyUsd }) => monthlyUsd >= HALF_A_CENT)
      .sort((a, b) => b.monthlyUsd - a.monthlyUsd)
      .slice(0, LARGEST)
      .map(({ monthlyUsd, urn, item, basis }) => [
        cents(monthlyUsd),
        fit(nameOfUrn(urn), NAME_WIDTH),
        fit(item, WIDTH - NAME_WIDTH - 25),
        basis,
      ]),
    ["right", "left", "left", "left"],
  );
}

function outside({ report, manifest }: TierCost): string[] {
  return report.outside.map((line) => {
    const watchers = watchersOf(manifest, line);
    return wrap(
      `- ${nameOfUrn(line.urn)}, ${line.item}: up to ${cents(line.ceilingMonthlyUsd)} a month; ${
        watchers.length === 0 ? "nothing watches it" : `watched by ${watchers.join(", ")}`
      }${line.assumption === null ? "" : `. ${line.assumption}`}`,
      WIDTH,
      "  ",
    );
  });
}

function usersCarried({ tier, report, capacity }: TierCost): string {
  const { users, expectedMonthlyUsd: expected, usdPerUser } = report;
  return table(
    [
      ["USD a user and month", usdPerUser === null ? "-" : cents(usdPerUser), ""],
      ["users a dollar", perDollar(users, expected), "of the expected cost"],
      ["", perDollar(tier.users, tier.monthlyBudgetUsd), "in the roadmap's table: users over budget"],
      ["users carried", count(capacity.users), `at the hard limits, first ${capacity.limitedBy}`],
    ],
    ["left", "right", "left"],
  );
}

const cliffText = ({ what, date, effect }: CostCliff): string =>
  wrap(`- ${date ?? "date not known to this release"}, ${what}: ${effect}`, WIDTH, "  ");

/** What one tier costs, as a person reads it, 80 columns wide. */
export function tierCostText(cost: TierCost, { strong, faint }: Style): string {
  const { report, cliffs } = cost;
  return [
    strong(
      `Tier ${tierTitle(report.tier)}: ${usd(report.expectedMonthlyUsd)} a month expected, of a budget of ${usd(report.budgetMonthlyUsd)}`,
    ),
    headline(cost),
    "",
    strong("By cost line"),
    costLines(cost),
    "",
    strong("The largest lines"),
    largestLines(report.lines),
    "",
    ...(report.outside.length === 0
      ? []
      : [
          strong("Outside the figures: charged only when it happens, and bounded by no setting"),
          ...outside(cost),
          "",
        ]),
    strong("What a dollar carries"),
    usersCarried(cost),
    "",
    strong("What changes by itself"),
    ...cliffs.map(cliffText),
    "",
    faint(
      `On-demand list prices of ${report.region}, the newest of ${report.priceBook.asOf}; 730 hours a month.`,
    ),
    faint("Where a figure comes from: add --explain <resource or item>"),
    "",
  ].join("\n");
}
