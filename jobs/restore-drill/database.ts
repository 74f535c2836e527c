import { Client, escapeIdentifier } from "pg";
import type { Restored, RestoredTable, RunningRows } from "./judge";

export interface DatabaseLogin {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** PEM text of the roots of the server's certificate, and the name that it must have. */
  readonly tls: { readonly ca: string; readonly servername: string };
}

/** A table that is larger is not read whole: a hundredth of its pages is, and its rows are an estimate. */
const LARGE_BYTES = 10 * 2 ** 30;

const TABLES = `SELECT n.nspname AS schema, c.relname AS name, greatest(c.reltuples, 0)::bigint AS rows, pg_table_size(c.oid) AS bytes
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema)' ORDER BY 1, 2`;

interface TableRow {
  readonly schema: string;
  readonly name: string;
  readonly rows: string;
  readonly bytes: string;
}

async function connected<Result>(
  login: DatabaseLogin,
  ask: (client: Client) => Promise<Result>,
): Promise<Result> {
  const { tls, ...rest } = login;
  const client = new Client({
    ...rest,
    connectionTimeoutMillis: 30_000,
    ssl: { ...tls },
  });
  await client.connect();
  try {
    // Whoever the drill logs in as, it changes nothing.
    await client.query("SET default_transaction_read_only = on");
    return await ask(client);
  } finally {
    await client.end();
  }
}

const nameOf = ({ schema, name }: TableRow): string => `${schema}.${name}`;

async function readTable(client: Client, table: TableRow): Promise<RestoredTable> {
  const isLarge = Number(table.bytes) > LARGE_BYTES;
  const from = `${escapeIdentifier(table.schema)}.${escapeIdentifier(table.name)} AS t`;
  const { rows } = await client.query<{ rows: string; fingerprint: string }>(
    `SELECT count(*) AS rows, coalesce(sum(hashtextextended(t::text, 0)), 0)::text AS fingerprint FROM ${from}${isLarge ? " TABLESAMPLE SYSTEM (1) REPEATABLE (0)" : ""}`,
  );
  const [read] = rows;
  return {
    name: nameOf(table),
    rows: Number(isLarge ? table.rows : read?.rows),
    fingerprint: read?.fingerprint ?? "",
  };
}

/** Reads every table of a restored database; a page that is broken ends it. */
export const readRestored = (login: DatabaseLogin): Promise<Restored> =>
  connected(login, async (client) => {
    const { rows: tables } = await client.query<TableRow>(TABLES);
    const { rows: checksums } = await client.query<{ data_checksums: string }>("SHOW data_checksums");
    const read: RestoredTable[] = [];
    for (const table of tables) read.push(await readTable(client, table));
    return { tables: read, hasChecksums: checksums[0]?.data_checksums === "on" };
  });

/** Rows as the planner of the running database estimates them, also on a replica. */
export const runningRows = (login: DatabaseLogin): Promise<RunningRows> =>
  connected(login, async (client) => {
    const { rows } = await client.query<TableRow>(TABLES);
    return new Map(rows.map((table) => [nameOf(table), Number(table.rows)]));
  });
