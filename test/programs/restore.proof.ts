import { readFileSync } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { CLOSED_SQL } from "../../components/postgres/closed-sql";
import { rolesSql } from "../../components/postgres/roles-sql";
import { problemsOf } from "../../jobs/restore-drill/judge";
import { readRestored, runningRows } from "../../jobs/restore-drill/database";
import { Built } from "./built";
import { Database } from "./database";
import { eventually } from "./eventually";
import { Figures } from "./figures";
import { load, type Load } from "./load";
import { PostgresServer } from "./postgres-server";
import { postgresPrograms, valkeyProgram } from "./programs";
import { loginOf, roleLogins } from "./roles";
import { query } from "./query";
import { ValkeyCluster } from "./valkey-cluster";

const figures = new Figures();
const OPEN_SQL = rolesSql(roleLogins([1]));

afterAll(() => {
  figures.print();
});

async function answers(clients: Load, more: number): Promise<void> {
  const before = clients.answered();
  await eventually("answers", () => {
    if (clients.answered() < before + more) throw new Error(`${clients.answered() - before} answers`);
    return Promise.resolve();
  });
}

describe("a database restored to a moment, while clients write", () => {
  let database: Database;
  let restored: PostgresServer;
  let moment: string;

  /** Logs in directly, as the product's writer. */
  const writerAt = (server: PostgresServer, sql: string) =>
    query<{ count: string }>(
      {
        host: server.args.address,
        port: 5432,
        database: "app",
        ...loginOf(1),
        ssl: { ca: readFileSync(database.authority), servername: database.host },
      },
      sql,
    );
  const count = async (server: PostgresServer, kind: string): Promise<number> => {
    const [row] = await server.asAdmin<{ count: string }>(
      `SELECT count(*) FROM invoices WHERE kind = '${kind}'`,
    );
    return Number(row?.count);
  };

  beforeAll(async () => {
    const programs = await postgresPrograms();
    database = await Database.start(programs, "100");
    const { primary } = database;
    const archive = database.folderBeside("archive");
    await mkdir(archive, { mode: 0o777 });
    await primary.configure(`archive_mode = on\narchive_command = 'cp %p ${archive}/%f'`);
    const args = database.argsBeside("restored");
    await primary.copyTo(args.folder);
    await primary.asAdmin("CREATE TABLE invoices (id bigserial PRIMARY KEY, kind text NOT NULL)");
    await primary.asAdmin("GRANT SELECT, INSERT ON invoices TO app_writer, app_reader");
    await primary.asAdmin("GRANT USAGE ON SEQUENCE invoices_id_seq TO app_writer");
    await primary.asAdmin("INSERT INTO invoices (kind) SELECT 'kept' FROM generate_series(1, 5000)");
    await primary.asAdmin("ANALYZE");
    const [row] = await primary.asAdmin<{ now: string }>("SELECT now()::text AS now");
    moment = row?.now ?? "";
    await wait(1_100);
    await primary.asAdmin("DELETE FROM invoices WHERE id <= 4000");
    await primary.asAdmin("SELECT pg_switch_wal()");
    const [last] = await primary.asAdmin<{ name: string }>(
      "SELECT pg_walfile_name(pg_current_wal_lsn()) AS name",
    );
    await eventually("the archive", async () => {
      const [archived] = await primary.asAdmin<{ done: boolean }>(
        `SELECT last_archived_wal < '${last?.name ?? ""}' AND last_archived_wal IS NOT NULL AS done FROM pg_stat_archiver`,
      );
      if (archived?.done !== true) throw new Error("nothing is archived yet");
    });
    restored = await PostgresServer.restored(args, archive, moment);
  });

  afterAll(async () => {
    await restored.stop("SIGQUIT");
    await database.stop();
  });

  test("has what was there at that moment, and lets nobody in until it serves", async () => {
    expect([await count(database.primary, "kept"), await count(restored, "kept")]).toEqual([1_000, 5_000]);
    await database.runAsJob(CLOSED_SQL, restored);
    await expect(writerAt(restored, "SELECT count(*) FROM invoices")).rejects.toThrow(
      /not permitted to log in/,
    );
    // It may run twice.
    await database.runAsJob(CLOSED_SQL, restored);
  });

  test("takes over from the former one: no write lands there any more, and clients go on", async () => {
    const { primary } = database;
    const first = await database.pod("postgres-rw");
    const client = first.client();
    const clients = load([client], 6, "INSERT INTO invoices (kind) VALUES ('new')");
    await answers(clients, 100);
    // As the phase `use` does: both jobs, then the pods.
    await database.runAsJob(CLOSED_SQL, primary);
    const atFormer = await count(primary, "new");
    await database.runAsJob(OPEN_SQL, restored);
    database.movePrimaryTo(restored);
    const second = await database.pod("postgres-rw");
    client.host = second.address;
    await first.stop("SIGINT");
    await answers(clients, 100);
    const seen = await clients.end();
    expect(await count(primary, "new")).toBe(atFormer);
    const atRestored = await count(restored, "new");
    expect(atFormer + atRestored).toBeGreaterThanOrEqual(seen.answered);
    expect(atRestored).toBeGreaterThanOrEqual(100);
    await expect(writerAt(primary, "SELECT 1 AS count")).rejects.toThrow(/not permitted to log in/);
    figures.add(
      `restore to a moment, switched with 6 clients that write: ${seen.failed} of ${seen.failed + seen.answered} writes failed within ${seen.secondsOfFailures.toFixed(1)} s, longest silence ${seen.longestSilenceSeconds.toFixed(1)} s, none on the former instance afterwards`,
    );
  });

  test("goes back in the same way: the former users' SQL lets them in again", async () => {
    await database.runAsJob(CLOSED_SQL, restored);
    await database.runAsJob(OPEN_SQL, database.primary);
    await expect(writerAt(restored, "SELECT 1 AS count")).rejects.toThrow(/not permitted to log in/);
    expect(await writerAt(database.primary, "SELECT count(*) FROM invoices WHERE kind = 'kept'")).toEqual([
      { count: "1000" },
    ]);
    await database.runAsJob(OPEN_SQL, restored);
  });

  test("is read whole by a drill, which compares it with the running one", async () => {
    const reader = (server: PostgresServer) => ({
      host: server.args.address,
      port: 5432,
      database: "app",
      ...loginOf(1, "reader"),
      tls: { ca: readFileSync(database.authority, "utf8"), servername: database.host },
    });
    const found = await readRestored(reader(restored));
    const rows = await count(restored, "kept").then(async (kept) => kept + (await count(restored, "new")));
    expect(found).toMatchObject({
      hasChecksums: true,
      tables: [{ name: "public.invoices", rows, fingerprint: expect.stringMatching(/^-?\d+$/) as string }],
    });
    const running = await runningRows(reader(database.primary));
    expect([...running.keys()]).toEqual(["public.invoices"]);
    const age = { ageHours: 1, maxAgeHours: 26 };
    expect(problemsOf(found, running, age)).toEqual([]);
    expect(problemsOf({ ...found, tables: [] }, running, age)).toEqual(["no table was restored"]);
  });

  test("and a page that is broken on its disk fails the drill", async () => {
    const [row] = await restored.asAdmin<{ path: string }>("SELECT pg_relation_filepath('invoices') AS path");
    await restored.asAdmin("CHECKPOINT");
    await restored.stop();
    const file = await open(join(restored.args.folder, row?.path ?? ""), "r+");
    await file.write(Buffer.from("nobody wrote this"), 0, 17, 4_000);
    await file.close();
    await restored.start();
    await expect(
      readRestored({
        host: restored.args.address,
        port: 5432,
        database: "app",
        ...loginOf(1, "reader"),
        tls: { ca: readFileSync(database.authority, "utf8"), servername: database.host },
      }),
    ).rejects.toThrow(/invalid page in block 0/);
  });
});

test("a cache that is filled from another one's snapshot has its keys, with what is left of their time", async () => {
  const built = await Built.of("500");
  const args = {
    bin: await valkeyProgram(),
    shards: 1,
    parameters: built.parameters("aws:elasticache/parameterGroup:ParameterGroup", "valkey-main"),
    accessString: built.accessString,
  };
  const KEYS = 2_000;
  const former = await ValkeyCluster.start(args);
  let restored: ValkeyCluster | undefined;
  try {
    const app = former.connection(0, "app");
    await app.connect();
    const writes = app.pipeline();
    for (let key = 0; key < KEYS; key++) writes.set(`session:${key}`, `person ${key}`, "EX", 3_600);
    await writes.exec();
    app.disconnect();
    const rdb = await former.save(0);
    restored = await ValkeyCluster.start({ ...args, rdb });
    const again = restored.connection(0, "app");
    await again.connect();
    expect(await again.dbsize()).toBe(KEYS);
    expect(await again.get("session:1234")).toBe("person 1234");
    const left = await again.ttl("session:1234");
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(3_600);
    again.disconnect();
    figures.add(`a cache filled from a snapshot: ${KEYS} of ${KEYS} keys`);
  } finally {
    await former.stop();
    await restored?.stop();
  }
});
