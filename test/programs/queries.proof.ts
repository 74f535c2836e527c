import { Client } from "pg";
import { askDatabase } from "../../cli/queries/ask-database";
import { queriesDocument } from "../../cli/queries/queries-document";
import { userOf } from "../../components/postgres/logins";
import { Database } from "./database";
import type { PoolerPod } from "./pooler-pod";
import { postgresPrograms } from "./programs";
import { query } from "./query";
import { loginOf } from "./roles";

const SECRET = "jane.doe@example.com";
let database: Database;
let pod: PoolerPod;

beforeAll(async () => {
  database = await Database.start(await postgresPrograms(), "100");
  pod = await database.pod("postgres-rw");
  // On RDS the job does it: its master user may.
  await database.primary.asAdmin("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
  await database.primary.asAdmin("GRANT pg_read_all_stats TO app_migrator");
  const migrator = new Client(pod.client(loginOf(1, "migrator")));
  await migrator.connect();
  await migrator.query(
    "CREATE TABLE contacts (id bigint PRIMARY KEY, venture_id bigint, email text, created_at timestamptz)",
  );
  await migrator.query(
    "INSERT INTO contacts SELECT n, n % 500, 'user' || n, now() FROM generate_series(1, 50000) AS n",
  );
  await migrator.query("ANALYZE contacts");
  await migrator.end();
  for (let venture = 0; venture < 20; venture++)
    await query(
      pod.client(),
      `SELECT email FROM contacts WHERE venture_id = ${venture} AND email <> '${SECRET}' ORDER BY created_at DESC LIMIT 10`,
    );
});

afterAll(() => database.stop());

const url = (): string => {
  const { user, password } = loginOf(1, "migrator");
  return `postgres://${user}:${password}@${pod.address}:6432/shard_0`;
};

test("the slowest statements come without what users wrote, through the poolers, as the user of migrations", async () => {
  const report = await askDatabase(url(), 10);
  const found = report.statements.find(({ text }) => text.includes("ORDER BY created_at"));
  expect(found).toMatchObject({
    calls: 20,
    text: "SELECT email FROM contacts WHERE venture_id = $1 AND email <> $2 ORDER BY created_at DESC LIMIT $3",
  });
  expect(JSON.stringify(report)).not.toContain(SECRET);
  expect(report.statements.map(({ totalMs }) => totalMs)).toEqual(
    report.statements.map(({ totalMs }) => totalMs).toSorted((a, b) => b - a),
  );
});

test("an index is named by the plan where HypoPG is not there, and nothing is made", async () => {
  const report = await askDatabase(url(), 10);
  expect(report.isTried).toBe(false);
  expect(report.proposals.map(({ sql }) => sql)).toContain(
    "CREATE INDEX CONCURRENTLY ON public.contacts (venture_id, created_at);",
  );
  const indexes = await database.primary.asAdmin(
    "SELECT indexname FROM pg_indexes WHERE tablename = 'contacts'",
  );
  expect(indexes).toEqual([{ indexname: "contacts_pkey" }]);
  expect(JSON.stringify(queriesDocument(report))).toContain("HypoPG is not in this database");
});

test("the job that makes the users goes through where the server lets it make no extension", async () => {
  const rows = await database.primary.asAdmin<{ rolname: string }>(
    `SELECT rolname FROM pg_roles WHERE rolname = '${userOf("migrator", "a")}'`,
  );
  expect(rows).toHaveLength(1);
});

test("parameters of slow statements are not in the log", async () => {
  const [row] = await database.primary.asAdmin<{ log_parameter_max_length: string }>(
    "SHOW log_parameter_max_length",
  );
  expect(row?.log_parameter_max_length).toBe("0");
});

test("a wrong password is told without it", async () => {
  const wrong = askDatabase(url().replace(/:[^:@]+@/, ":Wrong0123456789@"), 10);
  await expect(wrong).rejects.toThrow(/^The database cannot be reached: /);
  await expect(wrong).rejects.not.toThrow(/Wrong0123456789/);
});
