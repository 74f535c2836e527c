import pg from "pg";
import { migrationUrl } from "./settings.js";

/** Numbered, each in a transaction, each of them once: this program may run twice, and two of it at a time. */
const MIGRATIONS = [
  "CREATE TABLE ventures (id bigint PRIMARY KEY, name text NOT NULL)",
  "ALTER TABLE ventures ADD COLUMN created_at timestamptz NOT NULL DEFAULT now()",
];

const client = new pg.Client({ connectionString: migrationUrl });
await client.connect();
try {
  await client.query("BEGIN");
  // Of the transaction: it is given back with it, whatever happens.
  await client.query("SELECT pg_advisory_xact_lock(1)");
  // Rather fail than let every query wait behind a lock that does not come.
  await client.query("SET LOCAL lock_timeout = '5s'");
  await client.query("CREATE TABLE IF NOT EXISTS migrations (number integer PRIMARY KEY)");
  const { rows } = await client.query("SELECT number FROM migrations");
  const done = new Set(rows.map(({ number }) => number));
  for (const [number, statement] of MIGRATIONS.entries()) {
    if (done.has(number)) continue;
    await client.query(statement);
    await client.query("INSERT INTO migrations VALUES ($1)", [number]);
    console.log(`migration ${number} is done`);
  }
  await client.query("COMMIT");
} finally {
  await client.end();
}
