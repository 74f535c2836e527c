import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import { demandTemporaryFolder } from "../../cli/run/temporary-folder";
import type { RehearsalReport } from "../../models/reports/rehearsal";
import { pulumiCli } from "../support/pulumi-cli";

const ROOT = join(__dirname, "../..");

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
let temporary: string;

/** Runs `scale` in a process of its own; `whileRunning` sees each piece of its standard error. */
function scale(
  args: readonly string[],
  changes: NodeJS.ProcessEnv = {},
  whileRunning: (text: string, end: (signal: NodeJS.Signals) => void) => void = () => undefined,
): Promise<Ended> {
  const child = spawn(process.execPath, ["cli/start.cjs", ...args], {
    cwd: ROOT,
    env: { ...process.env, PULUMI_CLI: pulumiCli(), TMPDIR: temporary, ...changes },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    whileRunning(text, (signal) => child.kill(signal));
  });
  return new Promise((done) => {
    child.on("close", (code) => {
      done({ code, stdout, stderr });
    });
  });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rehearse-"));
  temporary = join(folder, "temporary");
  mkdirSync(temporary);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a command left in the temporary folder; tsx keeps what it has transpiled there. */
const leftovers = (): string[] => readdirSync(temporary).filter((name) => !name.startsWith("tsx-"));

test("a tier comes up, nothing is left to do, and the report fits its published schema", async () => {
  const { code, stdout, stderr } = await scale(["rehearse", "100", "--json"]);
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("Bringing tier 100 up") as string,
  });
  const report = JSON.parse(stdout) as RehearsalReport;
  const schema = JSON.parse(readFileSync(join(ROOT, "docs/schemas/rehearsal.schema.json"), "utf8")) as object;
  const validate = new Ajv({ strict: false }).compile(schema);
  validate(report);
  expect(validate.errors).toBeNull();
  expect(report.operations.map(({ operation, changes }) => [operation, changes])).toEqual([
    ["up", report.created],
    ["second up", 0],
    ["refresh", 0],
  ]);
  expect(report.components.reduce((sum, { created }) => sum + created, 0)).toBe(report.created);
  expect(leftovers()).toEqual([]);
});

test("people get it in 80 columns, with what it cannot prove", async () => {
  const { code, stdout } = await scale(["rehearse", "500"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Tier 500 comes up: \d+ objects on Pulumi's engine$/m);
  expect(stdout).toMatch(/^The first up on AWS would take \d+–\d+ minutes; these wait for one another$/m);
  expect(stdout).toMatch(/^postgres-shard-0-primary +\d\.\d +10–25 {2}estimate$/m);
  expect(stdout).toContain("- That AWS accepts every value together:");
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s in the middle ends it and leaves nothing", async (signal) => {
  let sent = false;
  const { code, stdout, stderr } = await scale(["rehearse", "20k"], {}, (text, end) => {
    if (sent || !text.includes("Bringing tier 20K up")) return;
    sent = true;
    setTimeout(() => {
      end(signal);
    }, 1500);
  });
  expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
  expect(stderr).toMatch(/^Interrupted; nothing is left behind\.$/m);
  expect(leftovers()).toEqual([]);
});

describe("wrong input is one message and exit code 2", () => {
  const refusal = async (args: readonly string[], changes: NodeJS.ProcessEnv): Promise<string> => {
    const { code, stdout, stderr } = await scale(args, changes);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    return stderr;
  };

  test("no CLI that can be used", async () => {
    expect(await refusal(["rehearse", "500"], { PULUMI_CLI: "/nowhere/pulumi" })).toBe(
      "PULUMI_CLI is no usable Pulumi CLI (3.250.0 or later, below 4): /nowhere/pulumi does not start. Name another one, or unset PULUMI_CLI to have one found.\n",
    );
    expect(leftovers()).toEqual([]);
  });

  test("a CLI of a wrong version", async () => {
    const old = join(folder, "old-pulumi");
    writeFileSync(old, "#!/bin/sh\necho v3.100.0\n", { mode: 0o755 });
    expect(await refusal(["rehearse", "500"], { PULUMI_CLI: old })).toBe(
      `PULUMI_CLI is no usable Pulumi CLI (3.250.0 or later, below 4): ${old} is version 3.100.0. Name another one, or unset PULUMI_CLI to have one found.\n`,
    );
  });

  test("a temporary folder that is none", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(() => {
      demandTemporaryFolder(file);
    }).toThrow(
      `The temporary folder ${file} cannot be written (ENOTDIR). Set TMPDIR to one that can, and run this again.`,
    );
  });

  test("an unknown tier", async () => {
    expect(await refusal(["rehearse", "501"], {})).toMatch(/^Unknown tier "501": for 501 users take 2k\./);
  });

  test("a stack to recover that is not there", async () => {
    const empty = join(folder, "empty");
    mkdirSync(empty);
    expect(
      await refusal(["recover", "prod"], {
        PULUMI_BACKEND_URL: `file://${empty}`,
        PULUMI_HOME: join(folder, "home"),
      }),
    ).toBe(
      `There is no stack prod of scaling-tiers in ${empty}. See the stacks there are with: pulumi stack ls\n`,
    );
  });
});

test("a policy pack that says no ends the rehearsal with what it found, and exit code 3", async () => {
  const pack = join(folder, "red");
  mkdirSync(pack);
  writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(pack, "package.json"), '{"name":"red","version":"1.0.0","main":"main.cjs"}');
  writeFileSync(
    join(pack, "main.cjs"),
    `const { PolicyPack } = require(${JSON.stringify(join(ROOT, "node_modules/@pulumi/policy"))});
new PolicyPack("red", {
  policies: [
    {
      name: "no-vpc",
      description: "No network.",
      enforcementLevel: "mandatory",
      validateResource: ({ type, name }, report) => {
        if (type === "aws:ec2/vpc:Vpc") report(name + " is one");
      },
    },
  ],
});
`,
  );
  const { code, stdout, stderr } = await scale(["rehearse", "100", "--policy-pack", pack]);
  expect([code, stdout]).toEqual([3, ""]);
  expect(stderr).toContain(
    "Tier 100 is stopped by the policy pack: 1 violation.\n- no-vpc: No network. network-vpc is one\n",
  );
  expect(leftovers()).toEqual([]);
});

test("a folder that is no policy pack is refused before anything starts", async () => {
  const { code, stderr } = await scale(["rehearse", "100", "--policy-pack", join(ROOT, "tiers")]);
  expect(code).toBe(2);
  expect(stderr).toContain(
    `${join(ROOT, "tiers")} is no policy pack for Node.js: it has no PulumiPolicy.yaml. Needed are PulumiPolicy.yaml, and package.json with version and main.\n`,
  );
});
