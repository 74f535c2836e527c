import type { RehearsalReport } from "../../models/reports/rehearsal";
import { list, note, paragraph, section, table, type Document } from "../print/document";
import { count, plural, tierTitle } from "../print/figures";

const minutes = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
const range = (min: number, max: number): string => `${minutes(min)}–${minutes(max)}`;

/** How a tier came up on the engine, and how long AWS would take for it. */
export const rehearsalDocument = (report: RehearsalReport): Document => ({
  title: `Tier ${tierTitle(report.tier)} comes up: ${plural(report.created, "object")} on Pulumi's engine`,
  blocks: [
    paragraph(`Pulumi CLI ${report.cliVersion}, with stand-ins in place of AWS and Kubernetes.`),
    {
      ...table(
        ["operation", ">changes", ">duration"],
        report.operations.map(({ operation, changes, seconds }) => [
          operation,
          plural(changes, "change"),
          `${seconds.toFixed(1)} s`,
        ]),
      ),
      isHeadless: true,
    },
    section(
      "What was created, and when it would be there on AWS",
      table(
        ["component", ">objects", ">minutes"],
        report.components.map(({ component, created, readyMinutesMin, readyMinutesMax }) => [
          component,
          count(created),
          range(readyMinutesMin, readyMinutesMax),
        ]),
      ),
    ),
    section(
      `The first up on AWS would take ${range(report.totalMinutesMin, report.totalMinutesMax)} minutes; these wait for one another`,
      table(
        ["resource", ">begins by", ">duration", "figure"],
        report.criticalPath.map(({ name, startMinutesMax, takesMinutesMin, takesMinutesMax, basis }) => [
          name,
          minutes(startMinutesMax),
          range(takesMinutesMin, takesMinutesMax),
          basis,
        ]),
      ),
      note("Minutes. Sources: add --json"),
    ),
    section("What this cannot prove", list(report.notProved)),
  ],
});
