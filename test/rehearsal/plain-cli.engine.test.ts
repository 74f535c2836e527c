import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { upgradeCommand } from "../../cli/upgrade/upgrade-command";
import { recordedManifest } from "../../cli/record/recorded-manifest";
import { operationsBetween } from "../../models/upgrade/operations";
import { upgradeSchema } from "../../models/upgrade/report";
import { AwsPackage } from "../../rehearsal/aws";
import { KubernetesPackage } from "../../rehearsal/kubernetes";
import { serve, type Served } from "../../rehearsal/protocol";
import { RandomPackage } from "../../rehearsal/random";
import { StandIn } from "../../rehearsal/stand-in";
import { World } from "../../rehearsal/world";
import { TIER_NAMES } from "../../tiers";
import { serveLanguageHost } from "../support/language-host";
import { pulumiCli } from "../support/pulumi-cli";

const ROOT = join(__dirname, "../..");
/** What a checkout holds of the program; the rest of it plays no part in `pulumi up`. */
const PROGRAM = [
  "Pulumi.yaml",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "components",
  "jobs",
  "kinds",
  "models",
  "stacks",
  "tiers",
];

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
let checkout: string;
let env: NodeJS.ProcessEnv;

function sh(command: string, changes: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((done) => {
    execFile(
      "sh",
      ["-ec", command],
      { cwd: checkout, env: { ...env, ...changes }, maxBuffer: 2 ** 28 },
      (error, stdout, stderr) => {
        const code = typeof error?.code === "number" ? error.code : error === null ? 0 : -1;
        done({ code, stdout, stderr });
      },
    );
  });
}

/** The commands of README.md that begin so, as they stand there. */
function ofReadme(start: string): string[] {
  const blocks = [...readFileSync(join(ROOT, "README.md"), "utf8").matchAll(/```sh\n([\s\S]*?)```/g)];
  return blocks
    .flatMap(([, block]) => (block ?? "").split("\n"))
    .map((line) => line.trim())
    .filter((line) => line.startsWith(start));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plain-cli-"));
  checkout = join(folder, "checkout");
  mkdirSync(join(folder, "state"));
  mkdirSync(checkout);
  for (const name of PROGRAM) cpSync(join(ROOT, name), join(checkout, name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(checkout, "node_modules"));
  env = {
    PATH: `${dirname(pulumiCli())}:${process.env["PATH"] ?? ""}`,
    HOME: folder,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The CLI says on standard error what it did. */
const fine = { code: 0 };

describe("the steps of README.md, typed into the CLI as they stand there", () => {
  test("log in to a folder of one's own", async () => {
    const [make = "", login = ""] = [...ofReadme("mkdir"), ...ofReadme("pulumi login")];
    const own = `file://${join(folder, ".pulumi-state")}`;
    // The CLI takes ~ from the system's list of users, whatever HOME says.
    const inFolder = (command: string) => command.replace("file://~", `file://${folder}`);
    expect(
      await sh(`${make}\n${inFolder(login)}\npulumi whoami --verbose`, { PULUMI_BACKEND_URL: undefined }),
    ).toMatchObject({
      ...fine,
      stdout: expect.stringContaining(own) as string,
    });
  });

  test("make a stack and set its values", async () => {
    const [init = ""] = ofReadme("pulumi stack init");
    expect(init).toBe("pulumi stack init prod");
    expect(await sh(init)).toMatchObject(fine);
    const sets = ofReadme("pulumi config set");
    expect(sets.length).toBeGreaterThan(4);
    for (const command of sets) expect({ command, ...(await sh(command)) }).toMatchObject(fine);
    const { stdout } = await sh("pulumi config --json");
    const values = JSON.parse(stdout) as Record<string, { value: string }>;
    expect(Object.fromEntries(Object.entries(values).map(([key, { value }]) => [key, value]))).toMatchObject({
      "aws:region": "us-east-1",
      "scaling-tiers:alertEmail": "you@example.com",
      "scaling-tiers:allowDataDestruction": "true",
      "scaling-tiers:deployerRoleArns": '["arn:aws:iam::123456789012:role/deployer"]',
      "scaling-tiers:publicAccessCidrs": '["203.0.113.7/32"]',
      "scaling-tiers:tier": "500",
      "scaling-tiers:zoneIds": '["use1-az1"]',
    });
  });

  test("write into stackConfigDir, and nowhere else", async () => {
    const file = readFileSync(join(checkout, "stacks/config/Pulumi.prod.yaml"), "utf8");
    expect((parse(file) as { config: Record<string, unknown> }).config["scaling-tiers:tier"]).toBe("500");
    expect(
      (await sh("find . -name 'Pulumi.*.yaml' -not -path './node_modules/*'")).stdout.trim().split("\n"),
    ).toHaveLength(TIER_NAMES.length + 1);
  });
});

describe("a stack of each tier", () => {
  test.each(TIER_NAMES)("t%s has its values already", async (tier) => {
    expect(await sh(`pulumi stack init t${tier} && pulumi stack select t${tier}`)).toMatchObject(fine);
    expect((await sh(`pulumi config get tier --stack t${tier}`)).stdout.trim()).toBe(tier);
  });
});

describe("the program by Pulumi's own loader, with the Node.js arguments of Pulumi.yaml", () => {
  let served: Served[];
  let host: Awaited<ReturnType<typeof serveLanguageHost>>;
  let world: World;

  beforeAll(async () => {
    const { runtime } = parse(readFileSync(join(ROOT, "Pulumi.yaml"), "utf8")) as {
      runtime: { options: { nodeargs: string; typescript: boolean } };
    };
    if (runtime.options.typescript)
      throw new Error("The loader is called as for JavaScript; tsx does the rest.");
    world = new World();
    const packages = [new AwsPackage(), new KubernetesPackage(), new RandomPackage()];
    served = await Promise.all(packages.map((one) => serve(new StandIn(one, world))));
    host = await serveLanguageHost(runtime.options.nodeargs.split(" "), checkout);
    env["PULUMI_DEBUG_PROVIDERS"] = packages
      .map(({ name }, index) => `${name}:${served[index]?.port ?? 0}`)
      .join(",");
  });

  afterAll(() => {
    host.stop();
    for (const one of served) one.stop();
  });

  const pulumi = (command: string) =>
    sh(`pulumi ${command} --client=127.0.0.1:${host.port} --non-interactive`);

  test("pulumi preview -s t500 plans the stack", async () => {
    const { code, stdout } = await pulumi("preview -s t500");
    expect(stdout).toMatch(/\+ \d{3} to create/);
    expect(code).toBe(0);
  });

  test("pulumi up -s t500 creates it, and its outputs can be asked for", async () => {
    const { code, stdout } = await pulumi("up --yes -s t500");
    expect(stdout).toMatch(/\+ \d{3} created/);
    expect(code).toBe(0);
    expect(world.ofType("aws:eks/cluster:Cluster")).toHaveLength(1);
    expect((await sh("pulumi stack output url -s t500")).stdout).toMatch(/^https:\/\/\S+\n$/);
    expect((await sh("pulumi stack output tier -s t500")).stdout).toBe("500\n");
  });

  test("the next tier without its phases is refused, and nothing is changed", async () => {
    await sh("pulumi config set tier 2k -s t500");
    const before = world.contents();
    const { code, stdout } = await pulumi("up --yes -s t500");
    expect(code).not.toBe(0);
    expect(stdout).toContain('tier: given "2k", but the stack has reached tier 500');
    expect(stdout).toContain("pulumi config set --path phase.from 500");
    expect(world.contents()).toEqual(before);
  });

  test("its first phase, as the refusal says, is planned", async () => {
    await sh("pulumi config set --path phase.from 500 -s t500");
    await sh("pulumi config set --path phase.name move -s t500");
    const { code, stdout } = await pulumi("preview -s t500");
    expect(stdout).toMatch(/~ \d+ to update/);
    expect(code).toBe(0);
    await sh("pulumi config rm phase -s t500");
  });

  test("pulumi preview --json of the next tier gives the report that the two manifests give", async () => {
    await sh("pulumi config set allowUnphasedStep true -s t500");
    const { code, stdout } = await pulumi("preview --json -s t500");
    await sh("pulumi config rm allowUnphasedStep -s t500 && pulumi config set tier 500 -s t500");
    expect(code).toBe(0);
    const file = join(folder, "preview.json");
    writeFileSync(file, stdout);
    const live = upgradeSchema.parse(
      (await upgradeCommand(undefined, undefined, { fromPreview: file })).json,
    );
    expect([live.from, live.to]).toEqual(["500", "2k"]);
    const options = { tellsSecretsApart: true };
    const offline = operationsBetween(
      await recordedManifest("500", {}, options),
      await recordedManifest("2k", {}, options),
    );
    const inStack = (urn: string): string => urn.replace("urn:pulumi:example::", "urn:pulumi:t500::");
    expect(live.phases.flatMap(({ steps }) => steps.map(({ urn }) => urn)).sort()).toEqual(
      offline.map(({ urn }) => inStack(urn)).sort(),
    );
  });

  test("a wrong value is shown without a stack trace, and nothing is created", async () => {
    await sh("pulumi config set tier 501 -s t100");
    const { code, stdout } = await pulumi("preview -s t100");
    expect(code).not.toBe(0);
    expect(stdout).toContain(`tier: given "501"; allowed: ${TIER_NAMES.join(", ")}`);
    expect(stdout).not.toMatch(/^\s+at /m);
  });
});

describe("what the CLI refuses before it does anything", () => {
  test("a stack whose passphrase is missing", async () => {
    expect(await sh("pulumi stack init other", { PULUMI_CONFIG_PASSPHRASE: undefined })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("PULUMI_CONFIG_PASSPHRASE") as string,
    });
    expect((await sh("pulumi stack ls --json")).stdout).not.toContain("other");
  });
});
