import type { ReconciledCharge, Reconciliation } from "../../models/cost/bill/reconciliation";
import { list, note, paragraph, section, table, when, type Document } from "../print/document";
import { ofTier, type Subject } from "../record/subject";
import { cents, count, plural } from "../print/figures";

const signed = (amount: number): string =>
  Math.abs(amount) < 0.005 ? cents(0) : amount > 0 ? `+${cents(amount)}` : cents(amount);

const COLUMNS = ["cost line", ">expected", ">billed", ">gap", "remark"] as const;

function rowsOf({
  components,
  untagged,
  expectedMonthlyUsd,
  billedMonthlyUsd,
  gapMonthlyUsd,
}: Reconciliation): string[][] {
  const without = untagged.reduce((sum, each) => sum + each.billedMonthlyUsd, 0);
  return [
    ...components.map((each) => [
      each.component,
      cents(each.expectedMonthlyUsd),
      cents(each.billedMonthlyUsd),
      signed(each.gapMonthlyUsd),
      each.withinLimits ? "" : each.gapMonthlyUsd > 0 ? "above the ceiling" : "below the floor",
    ]),
    ["no cost line", "", cents(without), signed(without), ""],
    ["together", cents(expectedMonthlyUsd), cents(billedMonthlyUsd), signed(gapMonthlyUsd), ""],
  ];
}

interface Gap extends ReconciledCharge {
  readonly component: string;
}

const gapsOf = ({ components }: Reconciliation): Gap[] =>
  components
    .flatMap(({ component, charges }) => charges.map((charge) => ({ component, ...charge })))
    .filter(({ status }) => status !== "agrees")
    .sort((a, b) => Math.abs(b.gapMonthlyUsd) - Math.abs(a.gapMonthlyUsd));

const headline = ({ expectedMonthlyUsd, billedMonthlyUsd }: Reconciliation, title: string): string =>
  `${title}: ${cents(billedMonthlyUsd)} a month billed, ${cents(expectedMonthlyUsd)} expected`;

function periodText({ bill, users }: Reconciliation): string {
  const still = bill.estimated ? " AWS may still change it." : "";
  return `The bill: ${cents(bill.totalUsd)} for ${plural(bill.days, "day")}, ${bill.start} until ${bill.end} (exclusive), scaled to a month of 730 hours.${still} The estimate counts with ${count(users)} users.`;
}

const NO_DETAIL =
  "The bill is grouped by the tag alone. Group it by usage type as well to see what each gap is made of: docs/reconcile.md.";

function gapLines(report: Reconciliation): string[] {
  if (report.bill.detail === "none") return [NO_DETAIL];
  const gaps = gapsOf(report);
  if (gaps.length === 0) return ["none: each charge agrees with the estimate"];
  return gaps.map(
    ({ component, charge, expectedMonthlyUsd, billedMonthlyUsd, gapMonthlyUsd, status, explanation }) =>
      `${component}, ${charge}: ${signed(gapMonthlyUsd)}, ${
        status === "not estimated"
          ? "not in the estimate"
          : status === "not billed"
            ? "not on the bill"
            : `${cents(billedMonthlyUsd)} instead of ${cents(expectedMonthlyUsd)}`
      }; ${explanation ?? ""}`,
  );
}

const untaggedLines = ({ untagged }: Reconciliation): string[] =>
  [...untagged]
    .sort((a, b) => b.billedMonthlyUsd - a.billedMonthlyUsd)
    .map(
      ({ charge, billedMonthlyUsd, explanation }) => `${cents(billedMonthlyUsd)} ${charge}: ${explanation}`,
    );

const proposalLines = ({ proposals }: Reconciliation): string[] =>
  proposals.map(
    ({ coefficient, value, proposed, reason }) =>
      `${coefficient}: ${proposed} instead of ${value}: ${reason}`,
  );

const applyHint = ({ tier, stack }: Billed): string =>
  `Nothing was changed. To count with them, write them into a file and run: scale cost ${stack === undefined ? tier : `--stack ${stack}`} --coefficients <file>`;

/** Whose bill it is. */
type Billed = Pick<Subject, "title" | "tier" | "stack">;

/**
 * A bill beside the estimate, gap by gap.
 * @param billed default: the tier of the report
 */
export const reconciliationDocument = (
  report: Reconciliation,
  billed: Billed = ofTier(report.tier),
): Document => ({
  title: headline(report, billed.title),
  blocks: [
    paragraph(periodText(report)),
    table(COLUMNS, rowsOf(report)),
    section("Gaps, USD a month", list(gapLines(report))),
    ...when(report.untagged.length > 0, section("Billed without a cost line", list(untaggedLines(report)))),
    ...when(
      report.proposals.length > 0,
      section(
        "Coefficients that the billed usage speaks for",
        list(proposalLines(report)),
        {
          kind: "commands",
          language: "yaml",
          lines: report.proposals.map(({ coefficient, proposed }) => ({
            command: `${coefficient}: ${proposed}`,
          })),
        },
        paragraph(applyHint(billed)),
      ),
    ),
    note("Not compared: credits, taxes and the support plan."),
  ],
});
