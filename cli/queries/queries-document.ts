import type { QueriesReport } from "../../models/queries/report";
import { note, section, table, when, type Document } from "../print/document";
import { plural } from "../print/figures";

const number = (value: number, digits = 0): string =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** The slowest statements, and what might make them faster. */
export function queriesDocument(report: QueriesReport): Document {
  const { since, statements, proposals, unexplained, isTried } = report;
  const place = (id: string): string => String(statements.findIndex((statement) => statement.id === id) + 1);
  return {
    title: `The ${plural(statements.length, "statement")} that took the most time`,
    blocks: [
      section(
        since === null ? "Since the statistics began" : `Since ${since.slice(0, 16).replace("T", " ")} UTC`,
        table(
          [">", ">seconds", ">ms a call", ">calls", "statement"],
          statements.map(({ calls, totalMs, meanMs, text }, index) => [
            String(index + 1),
            number(totalMs / 1_000, 1),
            number(meanMs, 1),
            number(calls),
            text,
          ]),
        ),
      ),
      section(
        "Indexes to think about",
        proposals.length === 0
          ? note(
              isTried
                ? "None: no index that was tried makes the planner's cost a tenth smaller."
                : "None: no plan reads a whole table to keep a few rows by a comparison.",
            )
          : table(
              ["for", ">cost", ">with it", ">MiB", "would be made by"],
              proposals.map(({ statementId, costBefore, costAfter, sizeMiB, sql }) => [
                place(statementId),
                number(costBefore),
                costAfter === null ? "not tried" : number(costAfter),
                sizeMiB === null ? "–" : number(sizeMiB, 1),
                sql,
              ]),
            ),
      ),
      ...when(
        unexplained.length > 0,
        section(
          "Without a plan",
          table(
            ["statement", "because"],
            unexplained.map(({ statementId, reason }) => [place(statementId), reason]),
          ),
        ),
      ),
      note(
        `Nothing was changed. Each index costs at every write and needs a migration of the product's own; look at its table with EXPLAIN (ANALYZE, BUFFERS) first.${isTried ? "" : " HypoPG is not in this database, so no index was tried: on RDS the master user may run CREATE EXTENSION hypopg."} Constants are taken out of statements (docs/slow-queries.md).`,
      ),
    ],
  };
}
