import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { Database, type DatabasePrograms } from "./database";
import { eventually } from "./eventually";
import { Figures } from "./figures";
import { load, type Load, type Seen } from "./load";
import type { PoolerPod } from "./pooler-pod";
import { postgresPrograms } from "./programs";
import { query } from "./query";
import { loginOf } from "./roles";

const figures = new Figures();
let programs: DatabasePrograms;

const IS_STANDBY = "SELECT pg_is_in_recovery() AS standby";

async function answers(clients: Load, more: number): Promise<void> {
  const before = clients.answered();
  await eventually("answers", () => {
    if (clients.answered() < before + more) throw new Error(`${clients.answered() - before} answers`);
    return Promise.resolve();
  });
}

async function isStandby(pod: PoolerPod): Promise<boolean> {
  const client = new Client(pod.client());
  await client.connect();
  try {
    return (await client.query<{ standby: boolean }>(IS_STANDBY)).rows[0]?.standby ?? false;
  } finally {
    await client.end();
  }
}

const inWords = ({ failed, answered, secondsOfFailures, longestSilenceSeconds }: Seen): string =>
  `${failed} of ${failed + answered} queries failed within ${secondsOfFailures.toFixed(1)} s, longest silence ${longestSilenceSeconds.toFixed(1)} s`;

beforeAll(async () => {
  programs = await postgresPrograms();
});

afterAll(() => {
  figures.print();
});

describe("tier 500, with one replica", () => {
  let database: Database;

  beforeAll(async () => {
    database = await Database.start(programs, "500", "max_standby_streaming_delay = 500ms");
  });

  afterAll(async () => {
    await database.stop();
  });

  test("a long read on the replica outlives what the primary vacuums (30)", async () => {
    const [standby] = database.standbys;
    if (standby === undefined) throw new Error("Tier 500 has no replica.");
    const pod = await database.pod("postgres-ro");
    const { primary } = database;
    await primary.asAdmin("CREATE TABLE rows AS SELECT generate_series(1, 1000) AS n");
    await primary.asAdmin("GRANT SELECT ON rows TO app_writer");
    await primary.whenCaughtUp(standby);
    const longRead = async (): Promise<void> => {
      const client = new Client(pod.client());
      client.on("error", () => undefined);
      await client.connect();
      try {
        await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
        await client.query("SELECT count(*) FROM rows");
        // The replica tells its primary once a second.
        await wait(1_500);
        await primary.asAdmin("UPDATE rows SET n = n + 1");
        await primary.asAdmin("VACUUM rows");
        await client.query("SELECT count(*), pg_sleep(2) FROM rows");
        await client.query("COMMIT");
      } finally {
        await client.end();
      }
    };
    await longRead();
    await standby.asAdmin("ALTER SYSTEM SET hot_standby_feedback = off");
    await standby.asAdmin("SELECT pg_reload_conf()");
    await expect(longRead()).rejects.toThrow(/conflict with recovery/);
    await standby.asAdmin("ALTER SYSTEM RESET hot_standby_feedback");
    await standby.asAdmin("SELECT pg_reload_conf()");
    await pod.stop();
  });

  test("the loss of the replica: the primary answers the reads (27)", async () => {
    const [standby] = database.standbys;
    const pod = await database.pod("postgres-ro");
    const before = await database.pod("postgres-ro", (config) =>
      config.replace(/,\S+( port=\d+ dbname=\S+) load_balance_hosts=disable/, "$1"),
    );
    expect(await isStandby(pod)).toBe(true);
    const clients = load([pod.client()], 6, "SELECT 1");
    const withoutFallback = load([before.client()], 6, "SELECT 1");
    await answers(clients, 100);
    await answers(withoutFallback, 100);
    await standby?.stop("SIGQUIT");
    await answers(clients, 300);
    const stuck = withoutFallback.answered();
    await wait(2_000);
    expect(withoutFallback.answered()).toBe(stuck);
    expect(await isStandby(pod)).toBe(false);
    const seen = await clients.end();
    const old = withoutFallback.end();
    await standby?.start();
    figures.add(`tier 500, its replica lost, 6 clients: ${inWords(seen)}`);
    figures.add(`  with the replica alone in the list: ${inWords(await old)}`);
    // One login that fails, and then the next host.
    expect(seen.secondsOfFailures).toBeLessThan(4);
    await before.stop();

    // PgBouncer stays with the host that answers; a new pod begins with the first of the list again.
    const replaced = await database.pod("postgres-ro");
    expect(await isStandby(replaced)).toBe(true);
    await Promise.all([pod, replaced].map((each) => each.stop()));
  });

  test("a pod of the pooler replaced under load: what its connections asked at that moment is lost, a transaction is not", async () => {
    const leaving = await database.pod("postgres-rw");
    const staying = await database.pod("postgres-rw");
    const transaction = new Client(leaving.client());
    transaction.on("error", () => undefined);
    await transaction.connect();
    await query(leaving.client(loginOf(1, "migrator")), "CREATE TABLE kept (n int)");
    await transaction.query("BEGIN");
    await transaction.query("INSERT INTO kept VALUES (1)");
    const clients = load([staying.client()], 6, "SELECT 1");
    const onLeaving = load([leaving.client()], 6, "SELECT 1");
    await answers(onLeaving, 100);
    // The end of `preStop`: the Service has forgotten the pod, its connections are still there.
    leaving.signal("SIGINT");
    await wait(1_000);
    await transaction.query("COMMIT");
    await transaction.end().catch(() => undefined);
    await eventually("the pod has left", () => {
      if (!leaving.hasEnded()) throw new Error("not yet");
      return Promise.resolve();
    });
    await answers(clients, 50);
    const seen = await clients.end();
    expect(seen).toMatchObject({ failed: 0 });
    await onLeaving.end();
    const rows = new Client(staying.client());
    await rows.connect();
    expect((await rows.query("SELECT n FROM kept")).rows).toEqual([{ n: 1 }]);
    await rows.end();
    await staying.stop();
  });

  test("the primary lost and its name moved: writes go on by themselves", async () => {
    const [standby] = database.standbys;
    if (standby === undefined) throw new Error("Tier 500 has no replica.");
    const pod = await database.pod("postgres-rw");
    await database.primary.asAdmin("CREATE TABLE written (n int)");
    await database.primary.asAdmin("GRANT INSERT ON written TO app_writer");
    await database.primary.whenCaughtUp(standby);
    const clients = load([pod.client()], 6, "INSERT INTO written VALUES (1)");
    await answers(clients, 100);
    await database.primary.stop("SIGQUIT");
    await wait(3_000);
    await standby.promote();
    database.movePrimaryTo(standby);
    const begin = Date.now();
    await answers(clients, 100);
    const seconds = (Date.now() - begin) / 1000;
    const seen = await clients.end();
    // A name is known for 5 seconds (`dns_max_ttl`), and a failed login is tried again after one.
    expect(seconds).toBeLessThan(15);
    figures.add(
      `tier 500, the primary lost for 3 s and its name moved, 6 clients: writes again ${seconds.toFixed(1)} s after the move; ${inWords(seen)}`,
    );
    const [row] = await standby.asAdmin<{ count: string }>("SELECT count(*) FROM written");
    expect(Number(row?.count)).toBeGreaterThan(100);
    await pod.stop();
  });
});

test("tier 5k: one of two replicas lost and back, reads never fail for more than its own connections", async () => {
  const database = await Database.start(programs, "5k");
  try {
    expect(database.standbys).toHaveLength(2);
    const pod = await database.pod("postgres-ro");
    const clients = load([pod.client()], 8, "SELECT pg_sleep(0.01)");
    await answers(clients, 200);
    await database.standbys[0]?.stop("SIGQUIT");
    await answers(clients, 300);
    await database.standbys[0]?.start();
    await answers(clients, 100);
    const seen = await clients.end();
    expect(seen.failed).toBeLessThanOrEqual(2 * 8);
    expect(seen.secondsOfFailures).toBeLessThan(2);
    expect(await isStandby(pod)).toBe(true);
    figures.add(`tier 5k, one of two replicas lost and back, 8 clients: ${inWords(seen)}`);
  } finally {
    await database.stop();
  }
});
