import type { UpgradeReport, UpgradeStep } from "../../models/upgrade/report";
import { paragraph, section, type Section } from "../print/document";
import { asCode, merged } from "./merged";
import { allSteps, byComponent, downtimeText, isMaterial, range, verb } from "./words";

function stepText(step: UpgradeStep): string {
  const facts = [
    ...(step.downtime.class === "none" ? [] : [downtimeText(step.downtime)]),
    ...(step.dataRisk === "none" ? [] : [`data: ${step.dataRisk}`]),
    ...(step.reversible ? [] : ["irreversible"]),
    range(step.minutesMin, step.minutesMax, "min"),
  ];
  return ` (${facts.join("; ")}): ${step.notes.join(". ")}`;
}

/** The steps a person has to read; those that do the same are one entry. */
export function materialSteps(report: UpgradeReport): Section {
  const material = allSteps(report).filter(isMaterial);
  return section(
    "What somebody notices, or nobody can undo",
    material.length === 0
      ? paragraph("Nothing.")
      : {
          kind: "groups",
          groups: byComponent(material).map(([title, steps]) => ({
            title,
            items: merged(
              steps,
              ({ name }) => name,
              (step) => `${verb(step)}\n${stepText(step)}`,
            ).map(([names, text]) => {
              const [does = "", what = ""] = text.split("\n");
              return [`${does} `, ...asCode(names), what];
            }),
          })),
        },
  );
}
