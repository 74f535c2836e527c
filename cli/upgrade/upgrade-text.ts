import { nameOfUrn } from "../../models/manifest/urn";
import type { UpgradePhase, UpgradeReport, UpgradeStep } from "../../models/upgrade/report";
import type { Style } from "../print/style";
import { table, tierTitle } from "../print/table";
import { tree, wrap } from "../print/text";
import {
  allSteps,
  byComponent,
  CANNOT_PROVE,
  countsText,
  difference,
  driftText,
  downtimeText,
  isMaterial,
  range,
  TITLES,
  verb,
} from "./words";

const WIDTH = 80;

function headline(report: UpgradeReport, { strong }: Style): string[] {
  const { costDeltaMonthlyUsd: cost, totals, blocked, oneWayDoors } = report;
  return [
    strong(`From tier ${tierTitle(report.from)} to tier ${tierTitle(report.to)}`),
    table(
      [
        [
          "cost a month",
          `${difference(cost.expectedMonthlyUsd)} expected (${difference(cost.floorMonthlyUsd)} floor, ${difference(cost.ceilingMonthlyUsd)} ceiling)`,
        ],
        ["takes", `${range(totals.minutesMin, totals.minutesMax, "minutes")} along the longest chain`],
        ["worst downtime", downtimeText(totals.worstDowntime)],
        ["data at risk", totals.dataRisk],
        ["one-way", oneWayDoors.length === 0 ? "nothing" : `${oneWayDoors.length} steps, named below`],
        ["resources", countsText(report)],
        ...(blocked.length === 0 ? [] : [["cannot be done", `${blocked.length} steps, named first`]]),
      ],
      ["left", "left"],
    ),
  ];
}

/** Steps that say the same of several resources, as one. */
function together(steps: readonly UpgradeStep[]): string[] {
  const names = new Map<string, string[]>();
  for (const step of steps) {
    const text = stepText(step);
    names.set(text, [...(names.get(text) ?? []), step.name]);
  }
  return [...names].map(([text, own]) => text.replace(NAMES, own.join(", ")));
}

const NAMES = "{names}";

function stepText(step: UpgradeStep): string {
  const facts = [
    ...(step.downtime.class === "none" ? [] : [downtimeText(step.downtime)]),
    ...(step.dataRisk === "none" ? [] : [`data: ${step.dataRisk}`]),
    ...(step.reversible ? [] : ["one-way"]),
    range(step.minutesMin, step.minutesMax, "min"),
  ];
  return `${verb(step)} ${NAMES} (${facts.join("; ")}): ${step.notes.join(". ")}`;
}

function phaseText(
  { number, title, why, commands, check, checks, rollback, minutesMin, minutesMax }: UpgradePhase,
  { strong, faint }: Style,
): string[] {
  return [
    wrap(
      strong(`Phase ${number}: ${title}`) +
        (minutesMax === 0 ? "" : ` (${range(minutesMin, minutesMax, "minutes")})`),
      WIDTH,
      "  ",
    ),
    ...(why === "" ? [] : [wrap(`${faint("why:")} ${why}`, WIDTH, "  ")]),
    ...commands.map((command) => `  ${command}`),
    wrap(`${faint("check:")} ${check}`, WIDTH, "  "),
    ...checks.flatMap(({ command, expected }) => [`  ${command}`, `    → ${expected}`]),
    wrap(`${faint("way back:")} ${rollback}`, WIDTH, "  "),
    "",
  ];
}

/** What to do about sizes that cannot shrink. */
const keepText = ({ keep, from, to }: UpgradeReport): string[] =>
  keep.length === 0
    ? []
    : [
        wrap(
          `Keep ${keep.map(({ field, value }) => `${field} at ${value}`).join(", ")}, and see what that comes to:`,
          WIDTH,
          "",
        ),
        `  ./scale upgrade ${from} ${to} --keep-sizes`,
      ];

/** A tier step as a person reads it; 80 columns but for commands. */
export function upgradeText(report: UpgradeReport, style: Style): string {
  const { strong } = style;
  const material = allSteps(report).filter(isMaterial);
  const deltas = report.costDeltaByComponent.filter(
    ({ expectedMonthlyUsd }) => Math.abs(expectedMonthlyUsd) >= 0.5,
  );
  return [
    ...headline(report, style),
    "",
    ...(report.blocked.length === 0
      ? []
      : [
          strong("Cannot be done as asked"),
          tree(
            report.blocked.map(({ urn, why }) => `${nameOfUrn(urn)}: ${why}`),
            WIDTH,
          ),
          ...keepText(report),
          "",
        ]),
    ...report.phases.flatMap((phase) => phaseText(phase, style)),
    strong("What somebody notices, or nobody can undo"),
    ...(material.length === 0
      ? ["Nothing."]
      : byComponent(material).flatMap(([title, steps]) => [title, tree(together(steps), WIDTH)])),
    "",
    ...(report.drift.length === 0
      ? []
      : [
          strong("What the tiers do not explain (drift, overrides, settings)"),
          tree(report.drift.map(driftText), WIDTH),
          "",
        ]),
    strong("Cost a month, expected"),
    table(
      deltas.map(({ component, expectedMonthlyUsd }) => [TITLES[component], difference(expectedMonthlyUsd)]),
      ["left", "right"],
    ),
    "",
    strong("What this cannot prove"),
    tree(CANNOT_PROVE, WIDTH),
    "",
    `Digest ${report.digest}`,
    "Every step with its properties and sources: add --json",
    "",
  ].join("\n");
}
