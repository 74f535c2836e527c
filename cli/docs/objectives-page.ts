import { LOSSES, LOSS_TITLES } from "../../models/recovery/losses";
import type { Objective } from "../../models/recovery/objectives";
import { markdownTable } from "../print/markdown-table";
import { objectivesDocument } from "../recovery/objectives-document";
import { GENERATED } from "./generated-mark";
import { paragraph } from "./wrapped";

/** What each loss costs in data and time. */
export function objectivesPage(objectives: readonly Objective[]): string {
  const sections = objectivesDocument(objectives).blocks.filter((block) => block.kind === "section");
  const tables = LOSSES.map((loss) => {
    const table = sections
      .find(({ title }) => title === LOSS_TITLES[loss])
      ?.blocks.find((block) => block.kind === "table");
    const columns = table?.columns.map(({ title }) => title) ?? [];
    const rows = table?.rows.map((row) => row.map(String)) ?? [];
    return `## ${LOSS_TITLES[loss]}\n\n${markdownTable(columns, rows)}`;
  });
  return `${[
    GENERATED,
    "# Recovery objectives",
    paragraph(
      "What is missing after a loss (RPO) and how long it takes until it serves again (RTO), from the decision on and work by hand not counted. Minutes of a restore are calculated from what each `up` does; they are estimates until you have measured them in your account. “Rehearsed” means on Pulumi's engine with stand-ins for AWS. What to do at night: [disaster-recovery.md](disaster-recovery.md).",
    ),
    ...tables,
  ].join("\n\n")}\n`;
}
