import type { UpgradeReport } from "../../models/upgrade/report";
import { COMPONENT_TITLES } from "../print/component-titles";
import {
  list,
  note,
  paragraph,
  section,
  table,
  when,
  type Block,
  type Document,
  type Facts,
  type Section,
} from "../print/document";
import { tierTitle, usd } from "../print/figures";
import { missingPricesBlocks } from "../print/missing-prices";
import { materialSteps } from "./material-steps";
import { phaseSection } from "./phase-section";
import { warnings } from "./warnings";
import { alarmsText, countsText, difference, downtimeText, range, shownDeltas } from "./words";

export const CANNOT_PROVE: Section = section(
  "What this cannot prove",
  list(
    [
      "That AWS accepts it: quotas, capacity and rights are those of your account.",
      "Its duration: minutes are documented figures and estimates.",
      "What your stack has beside the tier: overrides and drift show in pulumi preview.",
    ],
    "tree",
  ),
);

export const upgradeTitle = ({ from, to }: UpgradeReport): string =>
  `From tier ${tierTitle(from)} to tier ${tierTitle(to)}`;

/** What counts most. */
export function headFacts(report: UpgradeReport): Facts {
  const { costDeltaMonthlyUsd: cost, totals, blocked, oneWayDoors } = report;
  const alarms = alarmsText(report);
  return {
    kind: "facts",
    facts: [
      [
        "cost a month",
        cost.expectedMonthlyUsd === null
          ? "not known"
          : `${difference(cost.expectedMonthlyUsd)} expected (${difference(cost.floorMonthlyUsd)} floor, ${difference(cost.ceilingMonthlyUsd)} ceiling)`,
      ],
      ["duration", `${range(totals.minutesMin, totals.minutesMax, "minutes")} along the longest chain`],
      ["worst downtime", downtimeText(totals.worstDowntime)],
      ["data at risk", totals.dataRisk],
      ["irreversible", oneWayDoors.length === 0 ? "nothing" : `${oneWayDoors.length} steps, named below`],
      ["resources", countsText(report)],
      ...(alarms === undefined ? [] : [["alarms", alarms] as const]),
      ...(blocked.length === 0 ? [] : [["cannot be done", `${blocked.length} steps, named first`] as const]),
    ],
  };
}

/** Why its money is not known, where it is not. */
export const missingOf = ({ missingPrices }: UpgradeReport): readonly Block[] =>
  missingPrices === undefined ? [] : missingPricesBlocks(missingPrices.region, missingPrices.priceKeys);

/** What the tier stepped to may cost at most. */
export const ceilingOf = ({ ceilingMonthlyUsd, budgetMonthlyUsd }: UpgradeReport): Block =>
  paragraph(`The new tier's ceiling is ${usd(ceilingMonthlyUsd)} of a budget of ${usd(budgetMonthlyUsd)}.`);

function costDeltas(report: UpgradeReport): Section {
  const rows = shownDeltas(report).map(({ component, expectedMonthlyUsd }) => [
    COMPONENT_TITLES[component],
    difference(expectedMonthlyUsd),
  ]);
  return section(
    "Cost a month, expected",
    ...when(rows.length > 0, { ...table(["cost line", ">change"], rows), isHeadless: true }),
    ceilingOf(report),
  );
}

/** What a tier step does, costs, interrupts and puts at risk. */
export const upgradeDocument = (report: UpgradeReport): Document => ({
  title: upgradeTitle(report),
  blocks: [
    headFacts(report),
    ...missingOf(report),
    ...warnings(report),
    ...report.phases.map(phaseSection),
    materialSteps(report),
    costDeltas(report),
    CANNOT_PROVE,
    note(["Digest ", { code: report.digest }]),
    note("Every step with its properties and sources: add --json"),
  ],
});
