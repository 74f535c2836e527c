import { Client } from "pg";
import {
  indexCandidates,
  indexSql,
  type ColumnsOf,
  type PlanNode,
} from "../../models/queries/index-candidates";
import { redacted } from "../../models/queries/redacted";
import type { IndexProposal, QueriesReport, SlowStatement } from "../../models/queries/report";
import { InputError } from "../../tiers";

const CONNECT_MS = 10_000;
/** Planning takes a moment; nothing here reads a table of the product. */
const STATEMENT_MS = 30_000;
/** Share of the planner's cost that an index must save before it is proposed. */
const SAVING_MIN = 0.1;

interface StatementRow {
  readonly id: string;
  readonly query: string;
  readonly calls: string;
  readonly total: number;
  readonly mean: number;
  readonly rows: string;
}

/** Of this database, and nothing that defines users or other objects: such statements may hold passwords. */
const SLOWEST = `
SELECT s.queryid::text AS id, s.query, s.calls::text, s.total_exec_time AS total, s.mean_exec_time AS mean, s.rows::text
FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
WHERE d.datname = current_database() AND s.toplevel AND s.query ~* '^\\s*(select|insert|update|delete|merge|with)\\M'
  AND s.query !~* '\\mpg_stat_statements\\M'
ORDER BY s.total_exec_time DESC LIMIT $1`;

const COLUMNS = `
SELECT n.nspname AS schema, c.relname AS table, array_agg(a.attname::text) AS columns
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_'
GROUP BY 1, 2`;

const reasonOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split("\n")[0] ?? "") : "failed";

async function planOf(client: Client, query: string): Promise<PlanNode> {
  // Plans without values for the parameters, and runs nothing (PostgreSQL 16 and later).
  const { rows } = await client.query<{ "QUERY PLAN": readonly { Plan: PlanNode }[] }>(
    `EXPLAIN (GENERIC_PLAN, VERBOSE, FORMAT JSON) ${query}`,
  );
  const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
  if (plan === undefined) throw new Error("EXPLAIN gave no plan");
  return plan;
}

/** Asks the planner with an index that is not there; it is forgotten with the session. */
async function tryIndex(
  client: Client,
  query: string,
  sql: string,
): Promise<{ readonly costAfter: number; readonly sizeMiB: number }> {
  const made = await client.query<{ indexrelid: number; size: string }>(
    "SELECT indexrelid, hypopg_relation_size(indexrelid)::text AS size FROM hypopg_create_index($1)",
    [sql],
  );
  try {
    return {
      costAfter: (await planOf(client, query))["Total Cost"],
      sizeMiB: Number(made.rows[0]?.size ?? 0) / 2 ** 20,
    };
  } finally {
    await client.query("SELECT hypopg_reset()");
  }
}

async function proposalsFor(
  client: Client,
  { id, query }: StatementRow,
  { columnsOf, isTried }: { readonly columnsOf: ColumnsOf; readonly isTried: boolean },
): Promise<IndexProposal[]> {
  const plan = await planOf(client, query);
  const costBefore = plan["Total Cost"];
  const proposals: IndexProposal[] = [];
  for (const candidate of indexCandidates(plan, columnsOf)) {
    const shared = { statementId: id, sql: `${indexSql(candidate)};`, costBefore };
    if (!isTried) {
      proposals.push({ ...shared, tried: false, costAfter: null, sizeMiB: null });
      continue;
    }
    const { costAfter, sizeMiB } = await tryIndex(client, query, indexSql(candidate, true));
    if (costAfter <= costBefore * (1 - SAVING_MIN))
      proposals.push({ ...shared, tried: true, costAfter, sizeMiB });
  }
  return proposals;
}

async function extensions(client: Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ extname: string }>("SELECT extname FROM pg_extension");
  return new Set(rows.map(({ extname }) => extname));
}

async function columnsIn(client: Client): Promise<ColumnsOf> {
  const { rows } = await client.query<{ schema: string; table: string; columns: string[] }>(COLUMNS);
  const known = new Map(rows.map(({ schema, table, columns }) => [`${schema}.${table}`, columns]));
  return (schema, table) => known.get(`${schema}.${table}`) ?? [];
}

async function report(client: Client, count: number): Promise<QueriesReport> {
  const there = await extensions(client);
  if (!there.has("pg_stat_statements"))
    throw new InputError(
      "The database has no pg_stat_statements. The job postgres-roles makes it at the next pulumi up; on RDS the master user may also run: CREATE EXTENSION pg_stat_statements",
    );
  const isTried = there.has("hypopg");
  const { rows } = await client.query<StatementRow>(SLOWEST, [count]).catch((error: unknown) => {
    throw new InputError(
      `pg_stat_statements tells nothing: ${reasonOf(error)}. It counts after a restart of the instance.`,
    );
  });
  const since = await client.query<{ at: Date | null }>(
    "SELECT stats_reset AS at FROM pg_stat_statements_info",
  );
  const columnsOf = await columnsIn(client);
  const proposals: IndexProposal[] = [];
  const unexplained: { statementId: string; reason: string }[] = [];
  for (const row of rows)
    await proposalsFor(client, row, { columnsOf, isTried }).then(
      (more) => proposals.push(...more),
      (error: unknown) => unexplained.push({ statementId: row.id, reason: redacted(reasonOf(error)) }),
    );
  return {
    schemaVersion: 1,
    since: since.rows[0]?.at?.toISOString() ?? null,
    statements: rows.map((row): SlowStatement => ({
      id: row.id,
      calls: Number(row.calls),
      totalMs: row.total,
      meanMs: row.mean,
      rows: Number(row.rows),
      text: redacted(row.query),
    })),
    proposals,
    unexplained,
    isTried,
  };
}

/**
 * The slowest statements of a database, and indexes that the planner would take. Nothing is changed: the session may only read,
 * statements are planned and not run, and hypothetical indexes end with it.
 * @throws InputError when the database cannot be asked; the message holds no password
 */
export async function askDatabase(url: string, count: number): Promise<QueriesReport> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: STATEMENT_MS,
    application_name: "scale queries",
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new InputError(`The database cannot be reached: ${reasonOf(error)}.`);
  }
  try {
    await client.query("SET default_transaction_read_only = on");
    return await report(client, count);
  } finally {
    await client.end();
  }
}
