import { tiers } from "../../tiers";
import type { TierCost } from "../record/estimate-tier";
import { sideBySideDocument } from "../cost/side-by-side-document";
import { markdownOf } from "../print/markdown-printer";
import { tierTitle, usd } from "../print/figures";
import { markdownTable } from "../print/markdown-table";
import { GENERATED } from "./generated-mark";

const FIGURES = markdownTable(
  ["figure", "load", "autoscaling", "what it is for"],
  [
    ["floor", "none", "at its minimum", "what an idle platform costs"],
    ["expected", "the tier's users", "where that load asks for it", "the bill to plan with"],
    [
      "ceiling",
      "double the expected, all month",
      "at its limits",
      "the bill that no setting lets you exceed",
    ],
  ],
);

const METHOD = `## How the figures are calculated

1. The program itself runs for a tier, under mocks: what is priced is what would be built, resource by resource.
2. The [workload model](workload.md) turns users into requests, gigabytes, vectors and log lines. Each of its coefficients has
   a source or says “assumed”.
3. Under EKS Auto Mode nodes are not resources. They are counted as kube-scheduler and Karpenter make them for the pods in the
   order in which these come, in the worst of 20 orders and with either reservation of memory ([placement](placement.md)); Auto
   Mode's fee is added.
4. A formula for each resource type turns inputs and workload into quantities; the price book turns quantities into USD. A type
   has a price or a reason why it is free; otherwise the command fails.

Every amount is calculated three times:

${FIGURES}

The ceiling must fit into the budget, in total and in each cost line: \`scale cost\` exits with code 3 when it does not, and a
test fails and names the tier and the cost line.

## What is not included

- Surplus CPU credits of T4g instances: charged only when they occur, and no setting limits those of RDS. Each is listed with
  its largest amount and its alarm.
- Support plans, taxes, calls to model providers, CI, registries, and traffic of your own operators.
- Commitments: \`scale cost <tier> --commitment 1y\` shows the savings, and the month from which it pays off.

## Where a figure comes from

\`\`\`sh
./scale cost 500                                    # one tier, line by line
./scale cost 500 --explain postgres-shard-0-primary # quantity × price, source, date, assumption
./scale cost 500 --users 1200                       # the same sizes under another load
./scale cost --all --markdown                       # the tables above
\`\`\`

A resource may be named by its URN, logical name or type; an item or a price key finds every line that has it. Compare the
estimate with a bill: [reconcile](reconcile.md).`;

/** What is left of each budget when everything is at its limit. */
const room = (costs: readonly TierCost[]): string =>
  `## Room that is left at the ceiling\n\n${markdownTable(
    ["tier", "ceiling", "budget", "room"],
    costs.map(({ report }) => [
      tierTitle(report.tier),
      usd(report.ceilingMonthlyUsd),
      usd(report.budgetMonthlyUsd),
      report.ceilingMonthlyUsd === null ? "" : usd(report.budgetMonthlyUsd - report.ceilingMonthlyUsd),
    ]),
    [false, true, true, true],
  )}\n\nWhat is built next has to fit into it; at 100 alarms and a canary need about $9.`;

/** What the tiers cost: the tables and picture of the model, and how they come about. */
export function costPage(costs: readonly TierCost[]): string {
  const [first] = tiers;
  const last = tiers.at(-1);
  const range =
    first === undefined || last === undefined
      ? ""
      : `, from ${usd(first.monthlyBudgetUsd)} to ${usd(last.monthlyBudgetUsd)} a month`;
  return `${[
    GENERATED,
    "# Cost",
    `Each tier has a budget${range}. Its cost is calculated from everything it builds; nothing here was measured on a bill.`,
    "![Expected cost by cost line and ceiling of each tier, as a share of its budget](cost.svg)",
    markdownOf(sideBySideDocument(costs), 2).trimEnd(),
    room(costs),
    METHOD,
  ].join("\n\n")}\n`;
}
