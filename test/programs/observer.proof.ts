import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { EXIT, run } from "../../jobs/observer/run";
import { POOLER_OBSERVER } from "../../components/postgres/pooler-config";
import { VALKEY_OBSERVER } from "../../components/valkey/valkey";
import { AwsStandIn, type Put } from "../support/aws-stand-in";
import { Built, settingOf } from "./built";
import { Database } from "./database";
import { eventually } from "./eventually";
import type { PoolerPod } from "./pooler-pod";
import { postgresPrograms, valkeyProgram } from "./programs";
import { query } from "./query";
import { roleLogins } from "./roles";
import { ValkeyCluster } from "./valkey-cluster";

const PASSWORD = "ObserverProof0123456789";
const CACHE = "main.cache.amazonaws.com";
const NAMES = ["CacheAnswerMs", "DatabaseBackupAgeHours", "PoolMaxWaitSeconds", "PoolUsedPercent"];

let aws: AwsStandIn;
let database: Database;
let pods: readonly PoolerPod[];
let cache: ValkeyCluster;
let qdrant: Server;
let folder: string;
const stop = new AbortController();
const said: string[] = [];
let ended: Promise<number>;

/** A put that was begun after this. */
async function nextPut(): Promise<Put> {
  // The one under way may have looked before.
  const from = aws.puts.length + 2;
  await eventually("metrics", () => {
    if (aws.puts.length < from) throw new Error(`${aws.puts.length} puts; ${said.join("; ")}`);
    return Promise.resolve();
  });
  const put = aws.puts.at(-1);
  if (put === undefined) throw new Error("nothing was put");
  return put;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "observer-"));
  await writeFile(join(folder, "token"), "token\n");
  aws = await AwsStandIn.start();
  aws.restorableAt = { "db-0": new Date(Date.now() - 7_200_000) };
  database = await Database.start(await postgresPrograms(), "100");
  const logins = [...roleLogins([1]), { user: POOLER_OBSERVER, password: PASSWORD }];
  const small = (config: string): string =>
    config.replace(/^(default_pool_size|max_db_connections) = .*$/gm, "$1 = 2");
  pods = [
    await database.pod("postgres-rw", small, logins),
    await database.pod("postgres-ro", (config) => config, logins),
  ];
  const built = await Built.of("500");
  cache = await ValkeyCluster.start({
    bin: await valkeyProgram(),
    shards: 1,
    parameters: built.parameters("aws:elasticache/parameterGroup:ParameterGroup", "valkey-main"),
    accessString: built.accessString,
  });
  const words = built.accessStringOf("valkey-observer").split(" ");
  await cache.asOperator(0, "ACL", "SETUSER", VALKEY_OBSERVER, ...words, `>${PASSWORD}`);
  qdrant = createServer((request, response) => {
    response.writeHead(request.headers["api-key"] === "read-only" ? 200 : 403);
    response.end(
      'memory_resident_bytes 500\ncollection_dead_replicas 0\ncollection_update_queue_length{id="a"} 3\n',
    );
  });
  await new Promise<void>((ready) => qdrant.listen(0, "127.0.0.1", ready));
  ended = run({
    environment: {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${aws.url}/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: join(folder, "token"),
      AWS_REGION: "us-east-1",
      HEALTH_PORT: "18080",
      METRIC_NAMESPACE: "Scaling/proof",
      METRICS: [...NAMES, "QdrantMemoryPercent", "QdrantUpdateQueue", "QdrantSnapshotAgeHours"].join(" "),
      POOLER_HOSTS: "rw ro",
      POOLER_PORT: "6432",
      POOLER_USER: POOLER_OBSERVER,
      POOLER_PASSWORD: PASSWORD,
      QDRANT_URLS: `http://127.0.0.1:${(qdrant.address() as AddressInfo).port}`,
      QDRANT_API_KEY: "read-only",
      QDRANT_MEMORY_BYTES: "1000",
      VALKEY_HOSTS: CACHE,
      VALKEY_PORT: "6379",
      VALKEY_USER: VALKEY_OBSERVER,
      VALKEY_PASSWORD: PASSWORD,
      APP_HOST: "nobody",
      APP_METRICS_PORT: "9464",
      SNAPSHOT_BUCKET: "snapshots",
      SNAPSHOT_KEY: "snapshots/latest.json",
      DATABASE_INSTANCES: "db-0",
      SUPPORT_ENDS: "2030-02-28",
    },
    stop: stop.signal,
    say: (line) => said.push(line),
    everyMs: 200,
    authority: readFileSync(cache.authority, "utf8"),
    addressesOf: (host) => {
      const found = { rw: pods[0]?.address, ro: pods[1]?.address, ...cache.addresses }[host];
      return found === undefined ? Promise.reject(new Error("ENOTFOUND")) : Promise.resolve([found]);
    },
    urlOf: aws.urlOf,
  });
});

afterAll(async () => {
  stop.abort();
  await ended;
  aws.stop();
  qdrant.close();
  await cache.stop();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});

test("all that answers is put, signed, in the stack's own namespace, and nothing else", async () => {
  const put = await nextPut();
  expect(put.namespace).toBe("Scaling/proof");
  expect(put.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/us-east-1\/monitoring\/aws4_request, /,
  );
  expect(Object.keys(put.values).sort()).toEqual(
    [...NAMES, "QdrantMemoryPercent", "QdrantSnapshotAgeHours", "QdrantUpdateQueue"].sort(),
  );
  expect(put.values).toMatchObject({
    PoolMaxWaitSeconds: 0,
    PoolUsedPercent: 0,
    QdrantMemoryPercent: 50,
    QdrantUpdateQueue: 3,
  });
  expect(put.values["CacheAnswerMs"]).toBeGreaterThan(0);
  expect(put.values["DatabaseBackupAgeHours"]).toBeCloseTo(2, 1);
});

test("clients that wait for a connection of a full pool are seen", async () => {
  const clients = [1, 2, 3].map(() => new Client(pods[0]?.client()));
  const [one, two, three] = clients;
  for (const client of clients) await client.connect();
  await one?.query("BEGIN");
  await two?.query("BEGIN");
  const waiting = three?.query("SELECT 1");
  await eventually("a wait", async () => {
    const { values } = await nextPut();
    expect(values["PoolUsedPercent"]).toBe(100);
    expect(values["PoolMaxWaitSeconds"]).toBeGreaterThan(0);
  });
  await one?.query("COMMIT");
  await two?.query("COMMIT");
  await waiting;
  await Promise.all(clients.map((client) => client.end()));
  await eventually("an empty pool", async () => {
    expect((await nextPut()).values).toMatchObject({ PoolUsedPercent: 0, PoolMaxWaitSeconds: 0 });
  });
});

test("the observer's user of the poolers sees how they are, and gets no further", async () => {
  const [pod] = pods;
  const as = (databaseName: string) => ({
    ...pod?.client({ user: POOLER_OBSERVER, password: PASSWORD }),
    database: databaseName,
  });
  const shown = await query<{ database: string }>(as("pgbouncer"), "SHOW POOLS");
  expect(shown.map((row) => row.database)).toContain("pgbouncer");
  for (const command of ["PAUSE", "RELOAD", "SHUTDOWN", "RECONNECT", "SET default_pool_size = 1"])
    await expect(query(as("pgbouncer"), command)).rejects.toThrow(/admin access needed/);
  await expect(query(as("shard_0"), "SELECT 1")).rejects.toThrow();
  expect(settingOf(database.config("postgres-rw"), "listen_port")).toBe(6432);
});

test.each([
  "GET key",
  "SET key value",
  "KEYS *",
  "CONFIG GET maxmemory",
  "CLUSTER SLOTS",
  "ACL LIST",
  "FLUSHALL",
])("the observer's user of the caches may not %s", async (command) => {
  const connection = cache.connection(0).duplicate({ username: VALKEY_OBSERVER, password: PASSWORD });
  connection.on("error", () => undefined);
  try {
    const [name = "", ...args] = command.split(" ");
    await expect(connection.call(name, ...args)).rejects.toThrow(/^NOPERM/);
  } finally {
    connection.disconnect();
  }
});

test("a cache that stops is absent, not 0, and the rest goes on", async () => {
  await cache.nodes[0]?.started.stop("SIGKILL");
  await eventually("silence", async () => {
    expect(Object.keys((await nextPut()).values)).not.toContain("CacheAnswerMs");
  });
  expect((await nextPut()).values).toMatchObject({ PoolUsedPercent: 0, QdrantMemoryPercent: 50 });
  // Killed between two questions, or within one.
  expect(said.filter((line) => line.startsWith("Valkey"))).toEqual([
    expect.stringMatching(
      /^Valkey does not answer: main\.cache\.amazonaws\.com 127\.\d+\.\d+\.\d+: (E[A-Z]+|Connection is closed\.)$/,
    ),
  ]);
});

test("a pooler that stops leaves what the other one says; without any pooler there is no metric of pools", async () => {
  const [write, read] = pods;
  await write?.stop();
  expect((await nextPut()).values).toMatchObject({ PoolUsedPercent: 0 });
  await read?.stop();
  const { values } = await nextPut();
  expect(Object.keys(values).sort()).toEqual([
    "DatabaseBackupAgeHours",
    "QdrantMemoryPercent",
    "QdrantSnapshotAgeHours",
    "QdrantUpdateQueue",
  ]);
  expect(said.join("\n")).toMatch(/PgBouncer does not answer: .*ECONNREFUSED/);
  expect(said.join("\n")).not.toContain(PASSWORD);
});

test("it ends when it is told to", async () => {
  stop.abort();
  expect(await ended).toBe(EXIT.done);
});
