import type { CostLine, CostReport } from "../../models/cost/report";
import { missingPrices } from "../../models/cost/unpriced";
import type { CostCliff } from "../../models/cost/scenarios/cliffs";
import { nameOfUrn } from "../../models/manifest/urn";
import { list, note, section, table, when, type Document, type Table, type Text } from "../print/document";
import { cents, count, left, percent, perDollar, usd } from "../print/figures";
import { missingPricesBlocks } from "../print/missing-prices";
import type { TierCost } from "../record/estimate-tier";
import { watchersOf } from "./watcher";

const LARGEST = 8;
/** Less is shown as $0.00. */
const HALF_A_CENT = 0.005;

function figures({ report }: TierCost): Table {
  const { budgetMonthlyUsd: budget, expectedMonthlyUsd: expected, ceilingMonthlyUsd: ceiling } = report;
  const rows = [
    ["floor", cents(report.floorMonthlyUsd), "autoscaling at its minimum, no use"],
    ["expected", cents(expected), `the load of ${count(report.users)} users`],
    ["ceiling", cents(ceiling), "autoscaling at its limits and double use, all month"],
    [
      "budget",
      cents(budget),
      `headroom ${percent(left(budget, expected), budget)}, ${percent(left(budget, ceiling), budget)} at the ceiling`,
    ],
  ];
  return { ...table(["figure", ">USD a month", "meaning"], rows), isHeadless: true };
}

function costLines({ report }: TierCost): Table {
  const row = (
    title: Text,
    each: Pick<CostReport, "floorMonthlyUsd" | "expectedMonthlyUsd" | "ceilingMonthlyUsd">,
    budget: number,
  ): Text[] => [
    title,
    cents(each.floorMonthlyUsd),
    cents(each.expectedMonthlyUsd),
    cents(each.ceilingMonthlyUsd),
    usd(budget),
    percent(each.expectedMonthlyUsd, report.expectedMonthlyUsd),
  ];
  return table(
    ["cost line", ">floor", ">expected", ">ceiling", ">budget", ">share"],
    [
      ...report.components.map((each) => row(each.component, each, each.budgetMonthlyUsd)),
      row([{ strong: "together" }], report, report.budgetMonthlyUsd),
    ],
  );
}

function largestLines(lines: readonly CostLine[]): Table {
  const rows = lines
    .filter(({ monthlyUsd }) => monthlyUsd >= HALF_A_CENT)
    .sort((a, b) => b.monthlyUsd - a.monthlyUsd)
    .slice(0, LARGEST)
    .map(({ monthlyUsd, urn, item, basis }) => [cents(monthlyUsd), nameOfUrn(urn), item, basis]);
  return { ...table([">USD a month", "resource", "item", "basis"], rows), isHeadless: true };
}

const outside = ({ report, manifest }: TierCost): string[] =>
  report.outside.map((line) => {
    const watchers = watchersOf(manifest, line);
    const watched = watchers.length === 0 ? "nothing watches it" : `watched by ${watchers.join(", ")}`;
    const assumption = line.assumption === null ? "" : `. ${line.assumption}`;
    return `${nameOfUrn(line.urn)}, ${line.item}: up to ${cents(line.ceilingMonthlyUsd)} a month; ${watched}${assumption}`;
  });

function carried({ tier, report, capacity }: TierCost): Table {
  const { users, expectedMonthlyUsd: expected, usdPerUser } = report;
  return {
    ...table(
      ["figure", ">value", "meaning"],
      [
        ["USD a user and month", usdPerUser === null ? "-" : cents(usdPerUser), ""],
        ["users a dollar", perDollar(users, expected), "of the expected cost"],
        ["", perDollar(tier.users, tier.monthlyBudgetUsd), "in the roadmap's table: users over budget"],
        ["users carried", count(capacity.users), `at the hard limits, first ${capacity.limitedBy}`],
      ],
    ),
    isHeadless: true,
  };
}

/** Charges without a price, by resource. */
function unpriced({ report }: TierCost): Table {
  const rows = report.unpriced.map(({ urn, item, priceKey, outsideFigures }) => [
    nameOfUrn(urn),
    item,
    priceKey,
    outsideFigures ? "outside the figures" : "",
  ]);
  return { ...table(["resource", "item", "price", ""], rows), isHeadless: true };
}

/** Which prices the figures are of. */
export function pricesNote({ region, priceBook }: Pick<CostReport, "region" | "priceBook">): string {
  const newest = priceBook === null ? "none of which is in a price book" : `the newest of ${priceBook.asOf}`;
  return `On-demand list prices of ${region}, ${newest}; 730 hours a month.`;
}

const cliffText = ({ what, date, effect, source }: CostCliff): Text => [
  `${date ?? "date not known to this release"}, `,
  { link: what, url: source },
  `: ${effect}`,
];

/** What one tier costs, line by line. */
export function tierCostDocument(cost: TierCost): Document {
  const { report, cliffs, subject } = cost;
  return {
    title:
      report.expectedMonthlyUsd === null
        ? `${subject.title}: cost not known in ${report.region}, of a budget of ${usd(report.budgetMonthlyUsd)}`
        : `${subject.title}: ${usd(report.expectedMonthlyUsd)} a month expected, of a budget of ${usd(report.budgetMonthlyUsd)}`,
    blocks: [
      ...missingPricesBlocks(report.region, missingPrices(report)),
      figures(cost),
      section("By cost line", costLines(cost)),
      section("The largest lines", largestLines(report.lines)),
      ...when(report.unpriced.length > 0, section(`No price in ${report.region}`, unpriced(cost))),
      ...when(
        report.outside.length > 0,
        section(
          "Outside the figures: charged only when it happens, and bounded by no setting",
          list(outside(cost)),
        ),
      ),
      section("What a dollar carries", carried(cost)),
      section("What changes by itself", list(cliffs.map(cliffText))),
      note(pricesNote(report)),
      note("Where a figure comes from: add --explain <resource or item>"),
    ],
  };
}
