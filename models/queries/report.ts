import { z } from "zod";

const milliseconds = z.number().min(0);

/** A statement as `pg_stat_statements` adds it up. */
const slowStatementSchema = z.strictObject({
  id: z.string().describe("queryid of pg_stat_statements"),
  calls: z.int().min(0),
  totalMs: milliseconds.describe("Time of all calls together"),
  meanMs: milliseconds,
  rows: z.int().min(0).describe("Rows of all calls together"),
  text: z.string().describe("The statement without its constants"),
});
export type SlowStatement = z.infer<typeof slowStatementSchema>;

const proposalSchema = z.strictObject({
  statementId: z.string(),
  sql: z.string().describe("What would make the index; nobody has run it"),
  tried: z
    .boolean()
    .describe("Whether HypoPG asked the planner with the index; without HypoPG it is only named by the plan"),
  costBefore: z.number().describe("The planner's cost of the statement"),
  costAfter: z.number().nullable().describe("The same with the index; null when it was not tried"),
  sizeMiB: z.number().nullable().describe("What HypoPG expects; null when it was not tried"),
});
export type IndexProposal = z.infer<typeof proposalSchema>;

/** The slowest statements of a database, and indexes that might help. */
export const queriesSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    since: z.iso.datetime().nullable().describe("When the statistics were last reset"),
    statements: z.array(slowStatementSchema).describe("Slowest first, by the time of all calls"),
    proposals: z.array(proposalSchema),
    unexplained: z
      .array(z.strictObject({ statementId: z.string(), reason: z.string() }))
      .describe("Statements whose plan could not be had"),
    isTried: z.boolean().describe("Whether HypoPG was there"),
  })
  .meta({ id: "Queries", title: "The slowest statements", description: "Printed by `scale queries --json`" });
export type QueriesReport = z.infer<typeof queriesSchema>;
