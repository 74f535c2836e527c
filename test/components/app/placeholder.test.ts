import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { placeholderScripts } from "../../../components/app/placeholder";
import { IDLE_TIMEOUT_SECONDS } from "../../../components/app/traffic";
import { fakePostgres, fakeQdrant, fakeSilence, fakeValkey, type FakeService } from "./fake-services";

const DIRECTORY = join(__dirname, "../../../components/app/placeholder");
const PASSWORD = "p4ssword-of-the-test";

interface Readiness {
  readonly ready: boolean;
  readonly checks: { name: string; ok: boolean; reason?: string; milliseconds: number }[];
}

const services: FakeService[] = [];
const processes: ChildProcess[] = [];

async function service(started: Promise<FakeService>): Promise<FakeService> {
  const running = await started;
  services.push(running);
  return running;
}

afterEach(async () => {
  for (const child of processes.splice(0)) child.kill("SIGKILL");
  await Promise.all(services.splice(0).map((running) => running.close()));
});

/** Starts the placeholder as its own process, as in a pod, and waits until it listens. */
async function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, [join(DIRECTORY, "server.cjs")], {
    env: { PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  processes.push(child);
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  while (!output.includes("\n")) await once(child.stdout, "data");
  const { port, role } = JSON.parse(output.split("\n")[0] ?? "") as { port: number; role: string };
  const get = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, init);
  return {
    role,
    get,
    readiness: async () => {
      const response = await get("/readyz");
      return { status: response.status, body: (await response.json()) as Readiness };
    },
    output: () => output,
    stop: async () => {
      child.kill("SIGTERM");
      const [code] = (await once(child, "exit")) as [number | null];
      return code;
    },
  };
}

interface World {
  readonly environment: Record<string, string>;
  readonly valkey: FakeService;
}

async function healthyWorld(): Promise<World> {
  const [primary, replica, valkey, qdrant] = await Promise.all([
    service(fakePostgres(PASSWORD)),
    service(fakePostgres(PASSWORD)),
    service(fakeValkey("app", PASSWORD, { clusterState: "ok" })),
    service(fakeQdrant(PASSWORD)),
  ]);
  const valkeyUrl = `redis://app:${PASSWORD}@127.0.0.1:${valkey.port}`;
  return {
    valkey,
    environment: {
      DATABASE_URL: `postgresql://app:${PASSWORD}@127.0.0.1:${primary.port}/product`,
      DATABASE_READ_URL: `postgresql://app:${PASSWORD}@127.0.0.1:${replica.port}/product`,
      SESSION_VALKEY_URL: valkeyUrl,
      CACHE_VALKEY_URL: valkeyUrl,
      EMBEDDING_CACHE_VALKEY_URL: valkeyUrl,
      QDRANT_URL: `http://127.0.0.1:${qdrant.port}`,
      QDRANT_API_KEY: PASSWORD,
    },
  };
}

const verdicts = ({ checks }: Readiness) =>
  Object.fromEntries(checks.map(({ name, ok, reason }) => [name, ok ? "ok" : reason]));

test("it is ready when every data service has let it in", async () => {
  const { environment } = await healthyWorld();
  const app = await start(environment);
  const { status, body } = await app.readiness();
  expect(status).toBe(200);
  expect(body.ready).toBe(true);
  expect(verdicts(body)).toEqual({
    postgres: "ok",
    "postgres-read": "ok",
    "valkey-sessions": "ok",
    qdrant: "ok",
  });
});

test("it is alive though not ready when a service is gone, and says which", async () => {
  const { environment, valkey } = await healthyWorld();
  await valkey.close();
  const app = await start(environment);
  const { status, body } = await app.readiness();
  expect(status).toBe(503);
  expect(verdicts(body)).toMatchObject({ postgres: "ok", "valkey-sessions": "ECONNREFUSED", qdrant: "ok" });
  expect((await app.get("/healthz")).status).toBe(200);
  const page = await app.get("/");
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("<td>valkey-sessions</td><td>does not answer</td>");
});

test("it names wrong passwords by code and never shows one", async () => {
  const { environment } = await healthyWorld();
  const wrong = "wr0ng-password";
  const replaced = Object.fromEntries(
    Object.entries(environment).map(([key, value]) => [key, value.replace(PASSWORD, wrong)]),
  );
  const app = await start(replaced);
  const { status, body } = await app.readiness();
  const page = await (await app.get("/")).text();
  expect(status).toBe(503);
  expect(verdicts(body)).toEqual({
    postgres: "SQLSTATE 28P01",
    "postgres-read": "SQLSTATE 28P01",
    "valkey-sessions": "WRONGPASS",
    qdrant: "HTTP 401",
  });
  for (const text of [JSON.stringify(body), page, app.output()])
    for (const password of [wrong, PASSWORD]) expect(text).not.toContain(password);
});

test("it does not trust a Postgres that cannot prove the password", async () => {
  const postgres = await service(fakePostgres(PASSWORD, { forgetful: true }));
  const app = await start({
    DATABASE_URL: `postgresql://app:${PASSWORD}@127.0.0.1:${postgres.port}/product`,
  });
  expect(verdicts((await app.readiness()).body)).toEqual({ postgres: "server does not know the password" });
});

test.each([
  ["ok", "ok"],
  ["disabled", "ok"],
  ["fail", "cluster down"],
] as const)("a Valkey cluster in the state %s counts as %s", async (clusterState, verdict) => {
  const valkey = await service(fakeValkey("app", PASSWORD, { clusterState }));
  const app = await start({ CACHE_VALKEY_URL: `redis://app:${PASSWORD}@127.0.0.1:${valkey.port}` });
  expect(verdicts((await app.readiness()).body)).toEqual({ "valkey-cache": verdict });
});

test("it gives up on services that never answer", async () => {
  const silence = await service(fakeSilence());
  const at = `127.0.0.1:${silence.port}`;
  const app = await start({
    DATABASE_URL: `postgresql://app:${PASSWORD}@${at}/product`,
    SESSION_VALKEY_URL: `redis://app:${PASSWORD}@${at}`,
    QDRANT_URL: `http://${at}`,
  });
  const { status, body } = await app.readiness();
  expect(status).toBe(503);
  expect(verdicts(body)).toEqual({
    postgres: "no answer in 2000 ms",
    "valkey-sessions": "no answer in 2000 ms",
    qdrant: "no answer in 2000 ms",
  });
});

test("callers share one result for a while", async () => {
  const { environment, valkey } = await healthyWorld();
  const app = await start(environment);
  const first = await app.readiness();
  await valkey.close();
  expect(await app.readiness()).toEqual(first);
});

test("a worker answers its probes and stops in order", async () => {
  const app = await start({ APP_ROLE: "worker" });
  expect(app.role).toBe("worker");
  expect((await app.get("/healthz")).status).toBe(200);
  expect((await app.get("/readyz")).status).toBe(200);
  expect(await app.stop()).toBe(0);
});

test("a request that is under way when the pod stops is still answered", async () => {
  const silence = await service(fakeSilence());
  const app = await start({ SESSION_VALKEY_URL: `redis://app:${PASSWORD}@127.0.0.1:${silence.port}` });
  const underWay = app.readiness();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const exit = app.stop();
  expect((await underWay).status).toBe(503);
  expect(await exit).toBe(0);
});

test("it answers nothing else", async () => {
  const app = await start({});
  expect((await app.get("/unknown")).status).toBe(404);
  expect((await app.get("/", { method: "POST" })).status).toBe(405);
});

test("it keeps idle connections longer than the load balancer does", async () => {
  const app = await start({});
  const keepAlive = (await app.get("/healthz")).headers.get("keep-alive");
  expect(Number(/timeout=(\d+)/.exec(keepAlive ?? "")?.[1])).toBeGreaterThan(IDLE_TIMEOUT_SECONDS);
});

test("the pods get exactly the scripts that were tested, in the size a ConfigMap holds", () => {
  const scripts = placeholderScripts();
  expect(scripts["server.cjs"]).toBe(readFileSync(join(DIRECTORY, "server.cjs"), "utf8"));
  const needed = Object.values(scripts).flatMap((text) =>
    [...text.matchAll(/require\("\.\/([^"]+)"\)/g)].map(([, file]) => file),
  );
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(needed));
  expect(Buffer.byteLength(JSON.stringify(scripts))).toBeLessThan(1_000_000);
});
