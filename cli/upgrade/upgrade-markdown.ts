import { nameOfUrn } from "../../models/manifest/urn";
import type { UpgradeReport } from "../../models/upgrade/report";
import { tierTitle } from "../print/table";
import { allSteps, countsText, difference, downtimeText, driftText, isMaterial, range, verb } from "./words";

const cell = (text: string): string => text.replaceAll("|", "\\|");
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;

/** A tier step for a pull request. */
export function upgradeMarkdown(report: UpgradeReport): string {
  const { costDeltaMonthlyUsd: cost, totals } = report;
  const material = allSteps(report).filter(isMaterial);
  return [
    `### From tier ${tierTitle(report.from)} to tier ${tierTitle(report.to)}`,
    "",
    row(["cost a month, expected", "takes", "worst downtime", "data at risk", "resources"]),
    row(["---", "---", "---", "---", "---"]),
    row([
      difference(cost.expectedMonthlyUsd),
      range(totals.minutesMin, totals.minutesMax, "minutes"),
      downtimeText(totals.worstDowntime),
      totals.dataRisk,
      countsText(report),
    ]),
    "",
    ...(report.blocked.length === 0
      ? []
      : [
          "**Cannot be done as asked**",
          "",
          ...report.blocked.map(({ urn, why }) => `- \`${nameOfUrn(urn)}\`: ${why}`),
          "",
        ]),
    ...(report.keep.length === 0
      ? []
      : [
          `Keep ${report.keep.map(({ field, value }) => `\`${field}\` at ${value}`).join(", ")}: add \`--keep-sizes\` to see what that comes to.`,
          "",
        ]),
    ...report.phases.flatMap(({ number, title, why, commands, check, checks, rollback }) => [
      `**Phase ${number}: ${title}**`,
      "",
      ...(why === "" ? [] : [why, ""]),
      ...(commands.length === 0 ? [] : ["```sh", ...commands, "```", ""]),
      `- check: ${check}`,
      ...checks.map(({ command, expected }) => `  - \`${command}\` → ${expected}`),
      `- way back: ${rollback}`,
      "",
    ]),
    ...(material.length === 0
      ? []
      : [
          row(["step", "downtime", "data", "way back", "what it means"]),
          row(["---", "---", "---", "---", "---"]),
          ...material.map((step) =>
            row([
              `${verb(step)} \`${step.name}\``,
              downtimeText(step.downtime),
              step.dataRisk,
              step.reversible ? "yes" : "no",
              step.notes.join(". "),
            ]),
          ),
          "",
        ]),
    ...(report.drift.length === 0
      ? []
      : [
          "**What the tiers do not explain (drift, overrides, settings)**",
          "",
          ...report.drift.map((each) => `- ${driftText(each)}`),
          "",
        ]),
    `Digest \`${report.digest}\``,
    "",
  ].join("\n");
}
