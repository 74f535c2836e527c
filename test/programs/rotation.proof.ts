import { setTimeout as wait } from "node:timers/promises";
import { Client, type ClientConfig } from "pg";
import { generationsOf } from "../../components/shared/rotation";
import type { Rotation } from "../../tiers";
import { rotationChecks } from "../../models/upgrade/rotation-checks";
import { Database, type DatabasePrograms } from "./database";
import { eventually } from "./eventually";
import { Figures } from "./figures";
import { runInPoolers } from "./kubectl";
import type { PoolerPod } from "./pooler-pod";
import { postgresPrograms } from "./programs";
import { query } from "./query";
import { loginOf, roleLogins } from "./roles";

const figures = new Figures();

/** Whom the poolers let in at a rotation. */
const pooled = (generations: readonly number[]) => [
  ...generations.filter((generation) => generation === 0).map((generation) => loginOf(generation)),
  ...roleLogins(generations.filter((generation) => generation > 0)),
];

/** Clients that connect, ask and leave, again and again; each is a pod of the product with its own copy of the address. */
class Logins {
  readonly refused: string[] = [];
  accepted = 0;
  private goesOn = true;
  private readonly all: Promise<void>[];

  constructor(readonly clients: { current: () => ClientConfig }[]) {
    this.all = clients.map((client) => this.run(client));
  }

  private async run(client: { current: () => ClientConfig }): Promise<void> {
    while (this.goesOn) {
      try {
        await query(client.current(), "INSERT INTO orders (name) VALUES ('one')");
        this.accepted += 1;
      } catch (error) {
        this.refused.push(String(error));
      }
      await wait(5);
    }
  }

  async more(count: number): Promise<void> {
    const before = this.accepted;
    await eventually("logins", () => {
      if (this.accepted < before + count)
        throw new Error(`${this.accepted - before}: ${this.refused.join("; ")}`);
      return Promise.resolve();
    });
  }

  async end(): Promise<void> {
    this.goesOn = false;
    await Promise.all(this.all);
  }
}

let programs: DatabasePrograms;
let database: Database;
let serving: PoolerPod;

/** A rollout: the Service leads to the new pod before the old one is asked to leave. */
async function replacePooler(generations: readonly number[]): Promise<void> {
  const next = await database.pod("postgres-rw", undefined, pooled(generations));
  const old = serving;
  serving = next;
  // The Service forgets it first (`LEAVING_SECONDS`), in far less than the pod waits.
  await wait(300);
  old.signal("SIGINT");
  await eventually("the old pod has left", () => {
    if (!old.hasEnded()) throw new Error("not yet");
    return Promise.resolve();
  });
}

beforeAll(async () => {
  programs = await postgresPrograms();
  database = await Database.start(programs, "100", "", []);
  serving = await database.pod("postgres-rw", undefined, pooled([0]));
  // As an application did before there were users for it.
  await query(
    serving.client(loginOf(0)),
    "CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL)",
  );
  await query(serving.client(loginOf(0)), "CREATE SCHEMA reports CREATE VIEW names AS SELECT 1 AS one");
  await query(serving.client(loginOf(0)), "CREATE TYPE public.mood AS ENUM ('good', 'bad')");
  await query(serving.client(loginOf(0)), "CREATE TABLE old (id serial, mood mood)");
});

afterAll(async () => {
  await database.stop();
  figures.print();
});

test("from the master user to generation 3, no login is refused and no row is lost (16)", async () => {
  let used = [0, 0, 0, 0];
  const logins = new Logins(
    used.map((_, pod) => ({ current: () => serving.client(loginOf(used[pod] ?? 0)) })),
  );
  await logins.more(50);
  const rotations: Rotation[] = [1, 2, 3].flatMap((generation) => [
    { generation, phase: "add" as const },
    { generation, phase: "use" as const },
    { generation },
  ]);
  for (const rotation of rotations) {
    const generations = generationsOf(rotation);
    const { code, stdout, stderr } = await database.makeRoles(
      roleLogins(generations.valid.filter((generation) => generation > 0)),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/: users are as asked for\n$/);
    await replacePooler(generations.valid);
    // The product's pods change one after the other.
    for (const pod of used.keys()) {
      used = used.with(pod, generations.used);
      await logins.more(10);
    }
  }
  await logins.end();
  expect(logins.refused).toEqual([]);
  const [row] = await query<{ count: string }>(serving.client(loginOf(3)), "SELECT count(*) FROM orders");
  expect(Number(row?.count)).toBe(logins.accepted);
  figures.add(
    `rotation of Postgres from the master user to generation 3, 4 clients: ${logins.accepted} logins, ${logins.refused.length} refused`,
  );
});

test("a password that is changed at once refuses clients, which is why there are two users", async () => {
  const logins = new Logins([{ current: () => serving.client(loginOf(3)) }]);
  await logins.more(5);
  expect(logins.refused).toEqual([]);
  const at = { ...loginOf(3), password: "another" };
  const next = await database.pod("postgres-rw", undefined, [at]);
  const [old, before] = [serving, logins.refused.length];
  serving = next;
  await eventually("refused logins", () => {
    if (logins.refused.length <= before) throw new Error("none yet");
    return Promise.resolve();
  });
  serving = old;
  await logins.end();
  await next.stop();
});

test("who is past is let in neither by the poolers nor by the database", async () => {
  for (const generation of [0, 2])
    await expect(query(serving.client(loginOf(generation)), "SELECT 1")).rejects.toThrow();
  const pod = await database.pod("postgres-rw", undefined, pooled([2]));
  await expect(
    query(pod.client({ ...loginOf(2), connectionTimeoutMillis: 2_000 }), "SELECT 1"),
  ).rejects.toThrow();
  await eventually("the pooler's log", () => {
    expect(pod.said()).toMatch(/password authentication failed/);
    return Promise.resolve();
  });
  await pod.stop();
});

test("the printed command counts who still has the old user, in every pod", async () => {
  const other = await database.pod("postgres-ro", undefined, pooled([3]));
  const command = rotationChecks("postgres", 4, "use").find((check) =>
    check.command.includes("SHOW CLIENTS"),
  );
  const counted = () =>
    runInPoolers(command?.command ?? "", programs.pgbouncer, [serving.address, other.address]);
  const open = [new Client(serving.client(loginOf(3))), new Client(serving.client(loginOf(3)))];
  for (const client of open) await client.connect();
  expect(await counted()).toMatchObject({ stdout: "2\n0\n", stderr: "" });
  for (const client of open) await client.end();
  expect(await counted()).toMatchObject({ stdout: "0\n0\n", stderr: "" });
  await other.stop();
});

describe("rights", () => {
  const as = (purpose: "writer" | "reader" | "migrator", sql: string) =>
    query<Record<string, unknown>>(serving.client(loginOf(3, purpose)), sql);

  test("the application reads and writes, and changes no table", async () => {
    await as("writer", "INSERT INTO old (mood) VALUES ('good')");
    await as("writer", "DELETE FROM old");
    await expect(as("writer", "CREATE TABLE own (n int)")).rejects.toThrow(
      /permission denied for schema public/,
    );
    await expect(as("writer", "ALTER TABLE orders ADD COLUMN n int")).rejects.toThrow(/must be owner/);
    await expect(as("writer", "DROP TABLE orders")).rejects.toThrow(/must be owner/);
    await expect(as("writer", "CREATE ROLE other")).rejects.toThrow(/permission denied/);
  });

  test("the reader reads, and nothing else", async () => {
    expect(await as("reader", "SELECT count(*) > 0 AS some FROM orders")).toEqual([{ some: true }]);
    await expect(as("reader", "INSERT INTO orders (name) VALUES ('x')")).rejects.toThrow(
      /read-only transaction/,
    );
    await expect(
      as("reader", "BEGIN; SET LOCAL transaction_read_only = off; INSERT INTO orders (name) VALUES ('x')"),
    ).rejects.toThrow(/permission denied for table orders/);
  });

  test("what one migration makes the other user's can change, and the application finds it open", async () => {
    await as("migrator", "CREATE SCHEMA later");
    await as("migrator", "CREATE TABLE later.made (id serial, n int)");
    await as("migrator", "CREATE TABLE again (n int)");
    expect(
      await as(
        "migrator",
        "SELECT tableowner FROM pg_tables WHERE tablename IN ('made', 'again', 'orders', 'old')",
      ),
    ).toEqual(Array.from({ length: 4 }, () => ({ tableowner: "app_migrator" })));
    await as("writer", "INSERT INTO later.made (n) VALUES (1)");
    expect(await as("reader", "SELECT n FROM later.made")).toEqual([{ n: 1 }]);
    const { code } = await database.makeRoles(roleLogins([3, 4]));
    expect(code).toBe(0);
    const pod = await database.pod("postgres-rw", undefined, pooled([3, 4]));
    await query(pod.client(loginOf(4, "migrator")), "ALTER TABLE later.made ADD COLUMN more int");
    await query(pod.client(loginOf(4, "migrator")), "ALTER TYPE mood ADD VALUE 'fair'");
    await query(pod.client(loginOf(4, "migrator")), "DROP VIEW reports.names");
    await pod.stop();
    expect((await database.makeRoles(roleLogins([3]))).code).toBe(0);
  });

  test("a migration has a connection of its own, and no limit to a statement", async () => {
    const client = new Client(serving.client(loginOf(3, "migrator")));
    await client.connect();
    expect((await client.query("SHOW statement_timeout")).rows).toEqual([{ statement_timeout: "0" }]);
    await client.query("SELECT pg_advisory_lock(7)");
    await client.query("SET work_mem = '7MB'");
    expect((await client.query("SHOW work_mem")).rows).toEqual([{ work_mem: "7MB" }]);
    expect((await client.query("SELECT pg_advisory_unlock(7) AS held")).rows).toEqual([{ held: true }]);
    await client.end();
    expect(await as("migrator", "SHOW work_mem")).not.toEqual([{ work_mem: "7MB" }]);
  });

  test("the next migration on a connection is again the group, not the user that logged in", async () => {
    const session = () =>
      as("migrator", "SELECT pg_backend_pid() AS connection, session_user AS login, current_user AS owner");
    const [first] = await session();
    expect(first).toMatchObject({ login: "app_migrator_a", owner: "app_migrator" });
    await as("migrator", "SET ROLE NONE");
    expect(await session()).toEqual([first]);
  });
});

describe("refused, and nothing changed", () => {
  const users = () =>
    database.primary.asAdmin(
      "SELECT rolname, rolcanlogin, rolpassword FROM pg_authid WHERE rolname LIKE 'app%' ORDER BY rolname",
    );

  test.each([
    ["a generation that is skipped", [5], "generation 5", "generation 3"],
    ["one that goes back", [2], "generation 2", "generation 3"],
    ["a step from one before", [1, 2], "generation 1 and generation 2", "generation 3"],
  ])("%s", async (_, generations, asked, known) => {
    const before = await users();
    const { code, stderr } = await database.makeRoles(roleLogins(generations));
    expect(code).toBe(3);
    expect(stderr).toContain(
      `ERROR:  The application would be locked out: rotation.postgres asks for ${asked}, and the database lets in ${known} only. Go on from there by the phases that "scale rotate postgres" prints. Where nobody needs those logins any more, as after a restore, take them away first: ALTER ROLE app_writer_a NOLOGIN; ALTER ROLE app_writer_b NOLOGIN.`,
    );
    expect(await users()).toEqual(before);
  });

  test("a table that is in use is not waited for with everybody behind it", async () => {
    await database.primary.asAdmin("CREATE TABLE held (n int)");
    await database.primary.asAdmin("ALTER TABLE held OWNER TO app");
    const reader = new Client({ ...serving.client(loginOf(3, "migrator")) });
    await reader.connect();
    await database.primary.asAdmin("GRANT SELECT ON held TO app_migrator");
    await reader.query("BEGIN");
    await reader.query("SELECT * FROM held");
    const { code, stderr } = await database.makeRoles(roleLogins([3]));
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining("lock timeout") as unknown });
    await reader.query("COMMIT");
    await reader.end();
    expect((await database.makeRoles(roleLogins([3]))).code).toBe(0);
  });
});
