import { costChange, type Review, type ReviewCost, type ReviewStack } from "../../models/reports/review";
import {
  list,
  paragraph,
  section,
  table,
  when,
  type Block,
  type Document,
  type Section,
  type Text,
} from "../print/document";
import { UNKNOWN, cents, plural, tierTitle, usd } from "../print/figures";
import { upgradeDocument } from "../upgrade/upgrade-document";
import { difference, downtimeText } from "../upgrade/words";

function change(before: number | null, after: number | null): string {
  if (before === null || after === null) return UNKNOWN;
  return after === before ? "same" : `${after > before ? "+" : "−"}${cents(Math.abs(after - before))}`;
}

const costRow = (cost: ReviewCost): string[] => [
  tierTitle(cost.tier),
  usd(cost.budgetMonthlyUsd),
  cents(cost.expectedAfterMonthlyUsd),
  change(cost.expectedBeforeMonthlyUsd, cost.expectedAfterMonthlyUsd),
  cents(cost.ceilingAfterMonthlyUsd),
  change(cost.ceilingBeforeMonthlyUsd, cost.ceilingAfterMonthlyUsd),
];

const CHANGES: Readonly<Record<ReviewStack["change"], string>> = {
  changed: "",
  new: "new",
  removed: "removed",
  notJudged: "not judged",
};

/** `100 → 500`, `500`, `new, 20K`, `not judged` */
function tierText({ change: kind, tierBefore, tierAfter }: ReviewStack): string {
  const tiers = [...new Set([tierBefore, tierAfter])].flatMap((tier) =>
    tier === null ? [] : [tierTitle(tier)],
  );
  return [CHANGES[kind], tiers.join(" → ")].filter((text) => text !== "").join(", ");
}

/** `$183 → $494 (+$311)`; a stack that comes or goes has one of them, and one without prices none. */
function dollarsText({
  tierBefore,
  tierAfter,
  expectedBeforeMonthlyUsd: before,
  expectedAfterMonthlyUsd: after,
}: ReviewStack): string {
  const ends = [
    { tier: tierBefore, amount: before },
    { tier: tierAfter, amount: after },
  ];
  const figures = ends.map(({ tier, amount }) => (tier === null ? "-" : usd(amount)));
  if (tierBefore === null && tierAfter === null) return "-";
  if (ends.some(({ tier, amount }) => tier !== null && amount === null))
    return figures.every((figure) => figure === UNKNOWN) ? UNKNOWN : figures.join(" → ");
  return `${figures.join(" → ")} (${difference((after ?? 0) - (before ?? 0))})`;
}

function budgetText({
  budgetMonthlyUsd: budget,
  expectedAfterMonthlyUsd,
  ceilingAfterMonthlyUsd,
}: ReviewStack): string {
  if (budget === null) return "-";
  if (expectedAfterMonthlyUsd === null) return `${usd(budget)}, not judged`;
  if (expectedAfterMonthlyUsd > budget) return `${usd(budget)}, exceeded`;
  return (ceilingAfterMonthlyUsd ?? 0) > budget ? `${usd(budget)}, exceeded at the ceiling` : usd(budget);
}

const stackRow = (stack: ReviewStack): string[] => [
  stack.stack,
  tierText(stack),
  dollarsText(stack),
  budgetText(stack),
  stack.worstDowntime === null ? "-" : downtimeText(stack.worstDowntime),
  stack.irreversibleSteps === null ? "-" : plural(stack.irreversibleSteps, "step"),
];

/** One line a stack, and below it what a line has no room for. */
function stackLines(stacks: readonly ReviewStack[]): readonly Block[] {
  const notes = stacks.flatMap(({ stack, notes: own }) =>
    own.map((note): Text => [{ strong: `Stack ${stack}` }, `: ${note}`]),
  );
  return [
    ...when(
      stacks.length > 0,
      table(
        ["stack", "tier", ">USD a month", ">budget", "worst downtime", ">irreversible"],
        stacks.map(stackRow),
      ),
    ),
    ...when(notes.length > 0, list(notes)),
  ];
}

/** Why the gate is closed; nothing when nobody asked for it. */
function gateLines(gate: Review["gate"]): readonly Block[] {
  if (gate === null) return [];
  if (gate.length === 0) return [paragraph("The gate is open.")];
  return [
    {
      ...section(
        `The gate is closed: ${plural(gate.length, "reason")}`,
        list(gate, "tree"),
        paragraph([
          "Somebody answers for each by an entry in ",
          { code: "upgrade-acknowledgements.yaml" },
          " (docs/upgrade.md).",
        ]),
      ),
      isWarning: true,
    },
  ];
}

const isStep = ({ report }: Review["upgrades"][number]): boolean =>
  report.phases.filter(({ kind }) => kind === "up").length > 1;

function details(upgrade: Review["upgrades"][number]): Section {
  const { stack, report } = upgrade;
  const { title = "", blocks } = upgradeDocument(report);
  return section(stack === null ? `Every stack at tier ${tierTitle(report.to)}` : `Stack ${stack}`, {
    kind: "details",
    summary: isStep(upgrade) ? "What its step does, phase by phase" : "What its next pulumi up does",
    blocks: [section(title, ...blocks)],
  });
}

/** What a pull request changes: a line a stack, the verdict, the tiers whose cost changes, then each change in full. */
export function reviewDocument({ isQuiet, thresholdUsd, costs, upgrades, stacks, gate }: Review): Document {
  if (isQuiet)
    return {
      blocks: [paragraph(`Nothing changes beyond ${cents(thresholdUsd)} a month and without interruption.`)],
    };
  const changed = costs.filter((cost) => costChange(cost) >= thresholdUsd);
  return {
    title: "What this pull request changes",
    blocks: [
      ...stackLines(stacks),
      ...gateLines(gate),
      ...(changed.length === 0
        ? [paragraph(`No tier's own cost changes by ${cents(thresholdUsd)} a month or more.`)]
        : [
            paragraph(
              `The cost of ${changed.map(({ tier }) => `tier ${tierTitle(tier)}`).join(", ")} changes.`,
            ),
            table(["tier", ">budget", ">expected", ">change", ">ceiling", ">change"], changed.map(costRow)),
          ]),
      ...upgrades.map(details),
    ],
  };
}
