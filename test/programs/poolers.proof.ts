import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Client, type ClientConfig } from "pg";
import { podsAtMost, reservedConnections } from "../../tiers/pooler-capacity";
import { TIER_NAMES, tierNamed } from "../../tiers";
import { Built, settingOf } from "./built";
import { Database } from "./database";
import { eventually } from "./eventually";
import { Figures } from "./figures";
import { load } from "./load";
import type { PoolerPod } from "./pooler-pod";
import { postgresPrograms } from "./programs";
import { query } from "./query";
import { loginOf } from "./roles";

const figures = new Figures();
let database: Database;
let write: PoolerPod;
let read: PoolerPod;

beforeAll(async () => {
  database = await Database.start(await postgresPrograms(), "100", "max_standby_streaming_delay = 500ms");
  write = await database.pod("postgres-rw");
  read = await database.pod("postgres-ro");
});

afterAll(async () => {
  await database.stop();
  figures.print();
});

test("both poolers lead to the server by TLS, and the name in its certificate is verified", async () => {
  const sql = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
  for (const pod of [write, read]) expect(await query(pod.client(), sql)).toEqual([{ ssl: true }]);
});

test("a server whose certificate has another name gets no connection", async () => {
  database.alias("another.rds");
  const pod = await database.pod("postgres-rw", (config) => config.replace(/host=\S+/, "host=another.rds"));
  await expect(query(pod.client({ connectionTimeoutMillis: 1_000 }), "SELECT 1")).rejects.toThrow();
  await eventually("the pooler's log", () => {
    expect(pod.said()).toMatch(/name `another\.rds' not present in server certificate/);
    return Promise.resolve();
  });
  await pod.stop();
});

describe("what clients send when they connect (28)", () => {
  const sent: readonly (readonly [string, ClientConfig])[] = [
    ["statement_timeout", { statement_timeout: 5_000 }],
    ["lock_timeout", { lock_timeout: 5_000 }],
    ["idle_in_transaction_session_timeout", { idle_in_transaction_session_timeout: 5_000 }],
    ["options", { options: "-c statement_timeout=5000 -c extra_float_digits=2" }],
  ];

  test.each(sent)("%s is taken, and the server's own value stays", async (_, config) => {
    expect(await query(write.client(config), "SHOW statement_timeout")).toEqual([
      { statement_timeout: "2min" },
    ]);
  });

  test.each(sent)("%s was refused before", async (_, config) => {
    const old = await database.pod("postgres-rw", (text) =>
      text.replace(/^ignore_startup_parameters.*\n/m, ""),
    );
    await expect(query(old.client(config), "SELECT 1")).rejects.toThrow(/unsupported startup parameter/);
    await old.stop();
  });

  test("another setting is refused, not lost", async () => {
    await expect(query(write.client({ options: "-c work_mem=1MB" }), "SELECT 1")).rejects.toThrow(
      /unsupported startup parameter in options: work_mem/,
    );
  });

  test("the server ends a statement that nobody waits for any more, and a transaction may set its own limit", async () => {
    const client = new Client(write.client());
    await client.connect();
    await client.query("BEGIN");
    await client.query("SET LOCAL statement_timeout = '50ms'");
    await expect(client.query("SELECT pg_sleep(5)")).rejects.toThrow(/statement timeout/);
    await client.query("ROLLBACK");
    expect((await client.query("SHOW statement_timeout")).rows).toEqual([{ statement_timeout: "2min" }]);
    await client.end();
  });
});

describe("after a migration (26)", () => {
  const named = { name: "all", text: "SELECT * FROM migrated" };
  const columns = async (pod: PoolerPod): Promise<number> => {
    const client = new Client(pod.client());
    await client.connect();
    try {
      return (await client.query(named)).fields.length;
    } finally {
      await client.end();
    }
  };

  let open: Client[] = [];

  beforeAll(async () => {
    open = Array.from({ length: 8 }, () => new Client(write.client()));
    await query(write.client(loginOf(1, "migrator")), "CREATE TABLE migrated (a int, b int)");
    // As an application does that keeps its connections; by transactions, so that every server connection has the statement.
    for (const sql of [undefined, "BEGIN", named, "COMMIT"])
      await Promise.all(
        open.map(async (client) => {
          if (sql === undefined) await client.connect();
          else await client.query(sql);
        }),
      );
    await database.primary.asAdmin("ALTER TABLE migrated ADD COLUMN c int");
  });

  afterAll(async () => {
    await Promise.all(open.map((client) => client.end()));
  });

  test("a prepared SELECT * fails, for new clients too, until the printed command has run", async () => {
    await expect(columns(write)).rejects.toThrow(/cached plan must not change result type/);
    await write.console("RECONNECT");
    const { value, seconds } = await eventually("new server connections", () => columns(write), 5_000);
    expect(value).toBe(3);
    for (const client of open) expect((await client.query(named)).fields).toHaveLength(3);
    figures.add(`RECONNECT: ${seconds.toFixed(1)} s until prepared statements work after a migration`);
  });

  test("of each client at most one query fails by it, within a second", async () => {
    const clients = load([write.client()], 6, "SELECT 1");
    await eventually("answers", () => {
      expect(clients.answered()).toBeGreaterThan(50);
      return Promise.resolve();
    });
    await write.console("RECONNECT");
    const before = clients.answered();
    await eventually("more answers", () => {
      expect(clients.answered()).toBeGreaterThan(before + 100);
      return Promise.resolve();
    });
    const { failed, secondsOfFailures } = await clients.end();
    // A login to the server that is under way at that moment counts as failed, until the next one (`server_login_retry`).
    expect(failed).toBeLessThanOrEqual(6);
    expect(secondsOfFailures).toBeLessThan(1.5);
    figures.add(`RECONNECT under load: ${failed} queries of 6 clients failed`);
  });

  test("nobody but the pod itself gives the pooler commands", async () => {
    const elsewhere = database.otherAddress;
    await expect(write.console("SHOW VERSION", elsewhere)).rejects.toThrow(/login rejected/);
    await expect(query(write.client({ database: "pgbouncer" }), "RECONNECT")).rejects.toThrow();
    await expect(query(write.client({ user: "pooler_admin", password: "" }), "SELECT 1")).rejects.toThrow();
    const looking = write.client({ ...loginOf(1, "reader"), database: "pgbouncer" });
    expect(await query(looking, "SHOW POOLS")).not.toEqual([]);
    await expect(query(looking, "RECONNECT")).rejects.toThrow(/admin access needed/);
  });
});

describe("a pooler that hangs (34)", () => {
  const accepts = (): Promise<boolean> =>
    new Promise((done) => {
      const socket = connect(6432, write.address, () => {
        socket.destroy();
        done(true);
      }).once("error", () => {
        done(false);
      });
    });

  test.each(["liveness", "readiness"] as const)(
    "%s: the probe answers, and fails while it hangs",
    async (kind) => {
      const { exec, timeoutSeconds = 1 } = database.files("postgres-rw")[kind];
      const command = exec?.command ?? [];
      expect(await write.probe(command)).toBe(0);
      write.signal("SIGSTOP");
      try {
        // So a TCP probe would be content.
        expect(await accepts()).toBe(true);
        const begin = Date.now();
        expect(await write.probe(command)).toBe(2);
        expect((Date.now() - begin) / 1000).toBeLessThan(timeoutSeconds);
      } finally {
        write.signal("SIGCONT");
      }
      expect(await write.probe(command)).toBe(0);
    },
  );

  test("a database that is away is no reason to restart a pooler", async () => {
    await database.primary.stop();
    expect(await write.probe(database.files("postgres-rw").liveness.exec?.command ?? [])).toBe(0);
    await database.primary.start();
  });
});

describe("limits", () => {
  test.each(TIER_NAMES)(
    "tier %s: both poolers' pods at most leave the reserve of the primary untouched (6)",
    async (tier) => {
      const { maxConnections, servingReplicas } = tierNamed(tier).postgres;
      const built = await Built.of(tier);
      const atMost = (["postgres-rw", "postgres-ro"] as const).map((service) => {
        const { files, replicas } = built.pooler(service);
        const config = files["pgbouncer.ini"] ?? "";
        expect(settingOf(config, "default_pool_size")).toBe(settingOf(config, "max_db_connections"));
        return podsAtMost(replicas) * settingOf(config, "max_db_connections");
      });
      const [fromWrite = 0, fromRead = 0] = atMost;
      const onPrimary = fromWrite + (servingReplicas > 1 ? 0 : fromRead);
      const free = maxConnections - reservedConnections(maxConnections);
      expect(onPrimary).toBeLessThanOrEqual(free);
      expect(fromRead).toBeLessThanOrEqual(free);
      expect(built.parameters("aws:rds/parameterGroup:ParameterGroup", "postgres-parameters")).toContainEqual(
        expect.objectContaining({ name: "max_connections", value: String(maxConnections) }),
      );
    },
  );

  test("the most pods of tier 100, each with more clients than its pool, leave people their connections", async () => {
    const { replicas } = database.files("postgres-rw");
    const pods = [write, read];
    for (const service of ["postgres-rw", "postgres-ro"] as const)
      for (let more = 1; more < podsAtMost(replicas); more++) pods.push(await database.pod(service));
    const clients = load(
      pods.map((pod) => pod.client()),
      pods.length * 12,
      "SELECT pg_sleep(0.2)",
    );
    let most = 0;
    for (let look = 0; look < 20; look++) {
      const [row] = await database.primary.asAdmin<{ count: string }>(
        "SELECT count(*) FROM pg_stat_activity WHERE usename LIKE 'app\\_%'",
      );
      most = Math.max(most, Number(row?.count));
      await wait(100);
    }
    const { answered, failed, reasons } = await clients.end();
    expect({ failed, reasons }).toEqual({ failed: 0, reasons: [] });
    const { maxConnections } = tierNamed("100").postgres;
    const size = settingOf(database.config("postgres-rw"), "default_pool_size");
    expect(most).toBe(pods.length * size);
    expect(most).toBeLessThanOrEqual(maxConnections - reservedConnections(maxConnections));
    figures.add(
      `tier 100, ${pods.length} pooler pods, ${pods.length * 12} clients: at most ${most} of ${maxConnections} connections, ${answered} answers, ${failed} failures`,
    );
  });

  test("a pod takes the clients it says, and refuses the next in words", async () => {
    const pod = await database.pod("postgres-rw");
    const most = settingOf(database.config("postgres-rw"), "max_client_conn");
    const clients = Array.from({ length: most }, () => new Client(pod.client()));
    for (let at = 0; at < most; at += 100)
      await Promise.all(clients.slice(at, at + 100).map((client) => client.connect()));
    const next = new Client(pod.client());
    await expect(next.connect()).rejects.toThrow(/no more connections allowed \(max_client_conn\)/);
    expect((await clients[most - 1]?.query("SELECT 1 AS one"))?.rows).toEqual([{ one: 1 }]);
    await Promise.all(clients.map((client) => client.end()));
    await pod.stop();
  });
});
