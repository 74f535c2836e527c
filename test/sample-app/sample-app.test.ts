import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createHmac } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  HEALTH_PATHS,
  IDLE_TIMEOUT_SECONDS,
  PRE_STOP_SECONDS,
  TERMINATION_GRACE_SECONDS,
} from "../../components/app/traffic";
import { IMAGES } from "../../components/shared/images";
import { PORTS } from "../../components/shared/references";
import { at, listOf, recordOf } from "../../models/manifest/values";
import { dryRun } from "../../stacks/dry-run";
import { fakePostgres, type FakeService } from "../components/app/fake-services";
import { buildImage, type BuiltImage } from "./build";
import { readDockerfile } from "./dockerfile";
import { Pod } from "./pod";

const SAMPLE = join(__dirname, "../../docs/sample-app");
const stages = readDockerfile(readFileSync(join(SAMPLE, "Dockerfile"), "utf8"));
const PASSWORD = "p4ssword-of-the-test";

let folder: string;
let image: BuiltImage;
let database: FakeService;
const pods: Pod[] = [];

/** What the stack gives to one container of the manifest, from all places, by name. */
interface Given {
  readonly values: Readonly<Record<string, string>>;
  /** Names of the ConfigMaps, and of the Secrets that the manifest has. */
  readonly configMaps: readonly string[];
  readonly secrets: readonly string[];
  readonly userId: number;
  readonly command: readonly string[] | undefined;
}
const given = new Map<string, Given>();

const OWN = {
  appImage: "registry.example.com/sample-app:1.0.0",
  appEnvironment: JSON.stringify({ GREETING: "hello", LOG_LEVEL: "debug" }),
  appSecrets: JSON.stringify({ SIGNING_KEY: { secure: "v1:encrypted-by-pulumi" } }),
  appMigration: JSON.stringify(["node", "src/migrate.js"]),
};

const CONTAINERS = {
  web: ["kubernetes:apps/v1:Deployment", "app-web-deployment"],
  worker: ["kubernetes:apps/v1:Deployment", "app-worker-deployment"],
  migration: ["kubernetes:batch/v1:Job", "app-migration-job"],
} as const;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sample-app-"));
  // Another user has to get in.
  chmodSync(folder, 0o755);
  image = await buildImage(stages, SAMPLE, folder);
  database = await fakePostgres(PASSWORD);
  const { resources } = await dryRun(
    "2k",
    Object.fromEntries(Object.entries(OWN).map(([key, value]) => [`scaling-tiers:${key}`, value])),
  );
  const inputsOf = (type: string, name: string): unknown =>
    resources.find((resource) => resource.type === type && at(resource.inputs, "metadata.name") === name)
      ?.inputs;
  for (const [workload, [type, name]] of Object.entries(CONTAINERS)) {
    const resource = resources.find((each) => each.type === type && each.name === name);
    const pod = at(resource?.inputs, "spec.template.spec");
    const [container] = listOf(at(pod, "containers"));
    const named = (reference: string): string[] =>
      listOf(at(container, "envFrom")).flatMap((source) => {
        const own = at(source, `${reference}.name`);
        return typeof own === "string" ? [own] : [];
      });
    const [configMaps, secrets] = [named("configMapRef"), named("secretRef")];
    given.set(workload, {
      values: Object.fromEntries([
        ...configMaps.flatMap((map) =>
          Object.entries(recordOf(at(inputsOf("kubernetes:core/v1:ConfigMap", map), "data"))),
        ),
        ...listOf(at(container, "env")).map((one) => [at(one, "name"), at(one, "value")]),
      ]) as Record<string, string>,
      configMaps,
      secrets: secrets.filter((secret) => inputsOf("kubernetes:core/v1:Secret", secret) !== undefined),
      userId: Number(at(pod, "securityContext.runAsUser")),
      command: at(container, "command") as string[] | undefined,
    });
  }
});
afterEach(() => {
  for (const pod of pods.splice(0)) pod.kill();
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const of = (workload: keyof typeof CONTAINERS): Given => {
  const found = given.get(workload);
  if (found === undefined) throw new Error(`The manifest has no ${workload}.`);
  return found;
};

/** What stands in Secrets, which a manifest does not show: the address of the database is one of this machine. */
const secretsOf = (password = PASSWORD) => {
  const url = `postgresql://app:${password}@127.0.0.1:${database.port}/product?sslmode=disable`;
  return { DATABASE_URL: url, DATABASE_MIGRATION_URL: url, SIGNING_KEY: "signing-key-of-the-test" };
};

/** A pod as the manifest has it, on a free port. */
function start(
  workload: keyof typeof CONTAINERS,
  changes: Readonly<Record<string, string>> = {},
  command?: readonly string[],
) {
  const { values, userId, command: own } = of(workload);
  const environment = { ...values, ...secretsOf(), PORT: "0", ...changes };
  const pod = Pod.start(image, environment, {
    userId,
    ...((command ?? own) ? { command: command ?? own ?? [] } : {}),
  });
  pods.push(pod);
  return pod;
}

async function get(pod: Pod, path: string) {
  const response = await fetch(`http://127.0.0.1:${await pod.port()}${path}`);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

test.each(["web", "worker", "migration"] as const)(
  "two settings and a secret of the stack are in the environment of %s",
  (workload) => {
    const { values, configMaps, secrets } = of(workload);
    expect(values).toMatchObject({ GREETING: "hello", LOG_LEVEL: "debug", APP_ROLE: workload });
    expect(configMaps).toEqual(["app-contract", `${workload}-settings`]);
    expect(secrets).toEqual([
      "app-contract",
      ...(workload === "migration" ? ["app-migration"] : []),
      `${workload}-settings`,
    ]);
    expect(JSON.stringify(values)).not.toContain("encrypted-by-pulumi");
  },
);

test("the Dockerfile begins with the pinned image of the platform, and ends as its pods want it", () => {
  expect(stages.map((stage) => stage.image)).toEqual([IMAGES.node, IMAGES.node]);
  expect(image.user).toBe(String(of("web").userId));
  expect(image.ports).toEqual([PORTS.web]);
  expect(image.command).toEqual(["node", "src/main.js"]);
});

test("the image holds what the lock file names and the sources, and nothing else", () => {
  expect(readdirSync(join(image.root, image.workFolder)).sort()).toEqual([
    "node_modules",
    "package.json",
    "src",
  ]);
  expect(readdirSync(join(image.root, image.workFolder, "node_modules"))).toContain("pg");
});

test("its folder cannot be written to by the user of the pods", async () => {
  const script =
    "try { require('fs').writeFileSync('new', ''); console.log('written') } catch (e) { console.log(e.code) }";
  if (process.getuid?.() !== 0) chmodSync(join(image.root, image.workFolder), 0o555);
  const pod = start("web", {}, ["node", "--input-type=commonjs", "--eval", script]);
  await pod.exited;
  expect(pod.said()).toMatch(/^E(ACCES|ROFS)\n$/);
});

test.each(["web", "worker"] as const)("%s answers its probes", async (workload) => {
  const pod = start(workload);
  expect(await get(pod, HEALTH_PATHS.alive)).toMatchObject({ status: 200 });
  expect(await get(pod, HEALTH_PATHS.ready)).toMatchObject({ status: 200 });
  // The second question goes over the same connection to the database.
  expect(await get(pod, HEALTH_PATHS.ready)).toMatchObject({ status: 200 });
});

test("it uses its settings and its secret, and prints neither", async () => {
  const pod = start("web");
  const signature = createHmac("sha256", "signing-key-of-the-test").update("hello").digest("hex");
  expect((await get(pod, "/")).text).toBe(`hello, signed ${signature}\n`);
  expect(pod.said()).not.toMatch(/signing-key|p4ssword/);
});

test("without the right password it is alive and not ready", async () => {
  const pod = start("web", { DATABASE_URL: secretsOf("wrong").DATABASE_URL });
  expect(await get(pod, HEALTH_PATHS.ready)).toMatchObject({ status: 503 });
  expect(await get(pod, HEALTH_PATHS.alive)).toMatchObject({ status: 200 });
  expect(pod.said()).not.toMatch(/:wrong@/);
});

test("a setting that is missing ends it with its name", async () => {
  const { GREETING: _, ...values } = of("web").values;
  const pod = Pod.start(image, { ...values, ...secretsOf(), PORT: "0" }, { userId: of("web").userId });
  pods.push(pod);
  expect(await pod.exited).toBe(1);
  expect(pod.said()).toBe("GREETING is not set.\n");
});

test("it keeps idle connections longer than the load balancer does", async () => {
  const { headers } = await get(start("web"), HEALTH_PATHS.alive);
  expect(Number(/timeout=(\d+)/.exec(headers.get("keep-alive") ?? "")?.[1])).toBeGreaterThan(
    IDLE_TIMEOUT_SECONDS,
  );
});

test.each(["web", "worker"] as const)("%s stops within the time that a pod has", async (workload) => {
  const pod = start(workload);
  await get(pod, HEALTH_PATHS.ready);
  const { code, seconds } = await pod.stop();
  expect(code).toBe(0);
  expect(seconds).toBeLessThan(TERMINATION_GRACE_SECONDS - PRE_STOP_SECONDS);
});

test("its migration may run twice", async () => {
  for (let time = 0; time < 2; time++) {
    const pod = start("migration");
    const code = await pod.exited;
    expect({ code, said: pod.said() }).toEqual({
      code: 0,
      said: "migration 0 is done\nmigration 1 is done\n",
    });
  }
});

test("a migration that fails says so by its exit code", async () => {
  const pod = start("migration", secretsOf("wrong"));
  expect(await pod.exited).not.toBe(0);
  expect(pod.said()).not.toMatch(/:wrong@/);
});

test.each(["FROM", "copy a b", "RUN", "FROM a AS"])(
  "a line that is not understood is refused: %s",
  (line) => {
    expect(() => readDockerfile(`FROM node:1\n${line}`)).toThrow(
      `This line of a Dockerfile is not understood: ${line}`,
    );
  },
);

test("so is an instruction that nobody carries out", async () => {
  const wrong = readDockerfile("FROM node:1\nADD a b\n");
  const scratch = mkdtempSync(join(folder, "wrong-"));
  await expect(buildImage(wrong, SAMPLE, scratch)).rejects.toThrow("ADD of a Dockerfile is not understood.");
});

test("and a line that fails is named", async () => {
  const wrong = readDockerfile("FROM node:1\nRUN echo broken >&2 && \\\n  exit 3\n");
  const scratch = mkdtempSync(join(folder, "failing-"));
  await expect(buildImage(wrong, SAMPLE, scratch)).rejects.toThrow("RUN echo broken >&2 && exit 3: broken");
});
