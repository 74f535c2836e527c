import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { run } from "../../rehearsal/child";
import type { Purpose } from "../../components/postgres/logins";
import { Built } from "./built";
import { Database } from "./database";
import { runInPoolers } from "./kubectl";
import { PASSWORD } from "./postgres-server";
import { postgresPrograms, valkeyProgram } from "./programs";
import { loginOf } from "./roles";
import { ValkeyCluster } from "./valkey-cluster";

const ROOT = join(__dirname, "../..");

/** Gives the names in `NAMES` their addresses, as the cluster's name server would. */
const NAMES = `
const dns = require("node:dns");
const names = JSON.parse(process.env.NAMES);
const { lookup } = dns;
dns.lookup = (host, options, done) => {
  const address = names[host];
  if (address === undefined) return lookup(host, options, done);
  if (options.all) return done(null, [{ address, family: 4 }]);
  done(null, address, 4);
};
`;

const WRITE = "postgres-rw.postgres.svc.cluster.local";
const READ = "postgres-ro.postgres.svc.cluster.local";
const API_KEY = "an-api-key";

let folder: string;
let page: string;

/** The block of the page that reads a variable of the environment. */
function block(variable: string): string {
  const blocks = [...page.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, text = ""]) => text);
  const found = blocks.filter((text) => text.includes(`process.env.${variable}`));
  if (found.length !== 1) throw new Error(`${found.length} blocks of docs/application.md read ${variable}.`);
  return found[0] ?? "";
}

async function printed(variable: string, names: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv) {
  const file = join(folder, "block.mjs");
  await writeFile(file, block(variable));
  const { code, stdout, stderr } = await run(
    process.execPath,
    ["--require", join(folder, "names.cjs"), file],
    {
      env: { ...process.env, NAMES: JSON.stringify(names), ...env },
      timeoutMs: 30_000,
    },
  );
  return { code, stderr, lines: stdout.trimEnd().split("\n") };
}

beforeAll(async () => {
  page = await readFile(join(ROOT, "docs/application.md"), "utf8");
  // Where Node.js finds the packages.
  folder = await mkdtemp(join(ROOT, "node_modules", ".programs-"));
  await writeFile(join(folder, "names.cjs"), NAMES);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test("the lines for node-postgres run through the poolers, those of a migration first (36)", async () => {
  const database = await Database.start(await postgresPrograms(), "500");
  try {
    const [write, read] = [await database.pod("postgres-rw"), await database.pod("postgres-ro")];
    const names = { [WRITE]: write.address, [READ]: read.address };
    const url = (host: string, purpose: Purpose = "writer"): string => {
      const { user, password } = loginOf(1, purpose);
      return `postgres://${user}:${password}@${host}:6432/shard_0?sslmode=disable`;
    };
    const migrated = await printed("DATABASE_MIGRATION_SHARDS", names, {
      DATABASE_MIGRATION_URL: url(WRITE, "migrator"),
      DATABASE_MIGRATION_SHARDS: JSON.stringify({ "shard-0": url(WRITE, "migrator") }),
    });
    expect(migrated).toEqual({ code: 0, stderr: "", lines: ["shard-0"] });
    for (const standby of database.standbys) await database.primary.whenCaughtUp(standby);
    const shown = await printed("DATABASE_URL", names, {
      DATABASE_URL: url(WRITE),
      DATABASE_READ_URL: url(READ),
      DATABASE_READ_ONLY_URL: url(READ, "reader"),
      DATABASE_SHARDS: JSON.stringify({ "shard-0": { write: url(WRITE), read: url(READ) } }),
    });
    expect(shown).toEqual({ code: 0, stderr: "", lines: ["seven", "shard-0"] });
  } finally {
    await database.stop();
  }
});

test("the command after a migration reaches every pod, and may run twice (26)", async () => {
  const programs = await postgresPrograms();
  const database = await Database.start(programs, "100");
  try {
    const [a, b] = [await database.pod("postgres-rw"), await database.pod("postgres-ro")];
    const script = /^```sh\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? "";
    for (let time = 0; time < 2; time++)
      expect(await runInPoolers(script, programs.pgbouncer, [a.address, b.address])).toEqual({
        code: 0,
        stdout: "RECONNECT\nRECONNECT\n",
        stderr: "",
      });
    for (const pod of [a, b]) expect(pod.said()).toMatch(/RECONNECT command issued/);
  } finally {
    await database.stop();
  }
});

test("the lines for ioredis run on three shards (36)", async () => {
  const built = await Built.of("10k");
  const cluster = await ValkeyCluster.start({
    bin: await valkeyProgram(),
    shards: 3,
    parameters: built.parameters("aws:elasticache/parameterGroup:ParameterGroup", "valkey-main"),
    accessString: built.accessString,
  });
  try {
    const url = `rediss://app:${PASSWORD}@main.cache.amazonaws.com:6379`;
    const shown = await printed("SESSION_VALKEY_URL", cluster.addresses, {
      SESSION_VALKEY_URL: url,
      EMBEDDING_CACHE_VALKEY_URL: url,
      EMBEDDING_CACHE_TTL_SECONDS: "86400",
      // Amazon's authorities are among Node's own.
      NODE_EXTRA_CA_CERTS: cluster.authority,
    });
    expect(shown).toEqual({ code: 0, stderr: "", lines: ["[ 'signed in', '3' ]", "6144"] });
  } finally {
    await cluster.stop();
  }
});

/** Stands for Qdrant, which no package brings: it demands the key and knows one question. */
async function fakeQdrant(): Promise<Server> {
  const server = createServer((request, response) => {
    const isAllowed = request.headers["api-key"] === API_KEY;
    response.statusCode = isAllowed ? 200 : 401;
    response.setHeader("content-type", "application/json");
    const result =
      request.url === "/collections"
        ? { collections: [{ name: "ventures" }] }
        : { title: "qdrant", version: "1.17.1" };
    response.end(JSON.stringify(request.url === "/" ? result : { result, status: "ok", time: 0 }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return server;
}

test("the lines for Qdrant send the key to the address (36; a stand-in answers)", async () => {
  const server = await fakeQdrant();
  try {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const shown = await printed(
      "QDRANT_URL",
      {},
      { QDRANT_URL: `http://127.0.0.1:${port}`, QDRANT_API_KEY: API_KEY },
    );
    expect({ code: shown.code, lines: shown.lines }).toEqual({ code: 0, lines: ["1"] });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
