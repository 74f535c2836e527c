import type { ReachReport } from "../../policies/reach";
import { note, section, table, type Document } from "../print/document";

const connectionTable = (rows: ReachReport["network"]) =>
  table(
    ["from", "to", "ports", "by"],
    rows.map(({ from, to, ports, by }) => [from, to, ports, by]),
  );

/**
 * Who can reach what, and who may do what.
 * @param title whose reach it is
 */
export const reachDocument = (report: ReachReport, title: string): Document => ({
  title: `${title}: who can reach what`,
  blocks: [
    section(
      "From the internet",
      table(
        ["what", "answers", "why"],
        report.internet.map(({ name, answers, why }) => [name, answers, why]),
      ),
    ),
    section("In the VPC", connectionTable(report.network)),
    section(
      "Between pods",
      connectionTable(report.pods),
      note("A connection needs a row that lets it out and one that lets it in."),
    ),
    section(
      "Who may do what",
      table(
        ["who", "may", "on", "condition", "by"],
        report.rights.map(({ who, may, on, isNarrowed, by }) => [who, may, on, isNarrowed ? "yes" : "", by]),
      ),
    ),
    note(
      "Unknown is neither yes nor no: a rule of docs/policies.md refuses what would be unknown in a tier.",
    ),
  ],
});
