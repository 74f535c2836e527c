import type { UpgradePhase } from "../../models/upgrade/report";
import { paragraph, when, type Section } from "../print/document";
import { range } from "./words";

/** A phase with its commands, and when the next one may begin. */
export function phaseSection(phase: Omit<UpgradePhase, "kind" | "steps">): Section {
  const { number, title, why, commands, check, checks, rollback, minutesMin, minutesMax } = phase;
  return {
    kind: "section",
    title: `Phase ${number}: ${title}`,
    ...(minutesMax === 0 ? {} : { aside: range(minutesMin, minutesMax, "minutes") }),
    blocks: [
      ...when(why !== "", { ...paragraph(why), label: "why" }),
      ...when(commands.length > 0, {
        kind: "commands",
        language: "sh",
        lines: commands.map((command) => ({ command })),
      }),
      { ...paragraph(check), label: "check" },
      ...when(checks.length > 0, { kind: "commands", language: "sh", lines: checks }),
      { ...paragraph(rollback), label: "rollback" },
    ],
  };
}
