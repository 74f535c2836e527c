import { execFile, execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

const ROOT = join(__dirname, "../..");
const FOLDER = join(ROOT, ".github/workflows");

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: Readonly<Record<string, string>>;
        readonly strategy?: { readonly matrix: Readonly<Record<string, unknown>> };
        readonly steps: readonly Step[];
      }
    >
  >;
}

const FILES = readdirSync(FOLDER).sort();
const workflows = new Map(
  FILES.map((file) => [file, parse(readFileSync(join(FOLDER, file), "utf8")) as Workflow]),
);
function workflow(file: string): Workflow {
  const found = workflows.get(file);
  if (found === undefined) throw new Error(`There is no ${file}.`);
  return found;
}
const pullRequest = workflow("pull-request.yml");
const stepsOf = (file: string): Step[] => Object.values(workflow(file).jobs).flatMap(({ steps }) => steps);

test("there is a workflow for pull requests, one that a person starts, one for other systems, and one every week", () => {
  expect(FILES).toEqual(["advise.yml", "cloud-preview.yml", "platforms.yml", "pull-request.yml"]);
  expect(Object.keys(workflow("platforms.yml").on)).toEqual(["push", "workflow_dispatch"]);
  expect(Object.keys(workflow("advise.yml").on)).toEqual(["schedule", "workflow_dispatch"]);
  expect(Object.keys(pullRequest.on)).toEqual(["pull_request"]);
  expect(Object.keys(workflow("cloud-preview.yml").on)).toEqual(["workflow_dispatch"]);
});

test.each(FILES)("%s pins each action by digest, with its version beside it", (file) => {
  const lines = readFileSync(join(FOLDER, file), "utf8")
    .split("\n")
    .filter((line) => line.includes("uses:"));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line).toMatch(/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test.each(FILES)("%s gives no more than reading, but for what a job says", (file) => {
  const { permissions, jobs } = workflow(file);
  expect(permissions).toEqual({ contents: "read" });
  const further = Object.entries(jobs).flatMap(([job, { permissions: own = {} }]) =>
    Object.entries(own)
      .filter(([, level]) => level !== "read")
      .map(([scope, level]) => `${job}: ${scope} ${level}`),
  );
  const allowed: Readonly<Record<string, readonly string[]>> = {
    "advise.yml": ["advise: issues write"],
    "cloud-preview.yml": ["preview: id-token write"],
    "platforms.yml": [],
    "pull-request.yml": ["policies: security-events write", "review: pull-requests write"],
  };
  expect(further).toEqual(allowed[file]);
});

test.each(FILES)("%s keeps no credentials in a checkout, and puts no expression into a script", (file) => {
  for (const { uses = "", with: own, run = "" } of stepsOf(file)) {
    expect([uses, own?.["persist-credentials"]]).toEqual([
      uses,
      uses.startsWith("actions/checkout@") ? false : undefined,
    ]);
    expect(run).not.toContain("${{");
  }
});

test("the workflow for pull requests knows no secret", () => {
  expect(readFileSync(join(FOLDER, "pull-request.yml"), "utf8")).not.toContain("secrets.");
});

test("the packs and folders that the workflows name are there", () => {
  const packs = stepsOf("cloud-preview.yml").flatMap(({ with: own }) => own?.["policyPacks"] ?? []);
  expect(packs).toEqual(["policies"]);
  expect(existsSync(join(ROOT, "policies/PulumiPolicy.yaml"))).toBe(true);
});

const scripts = Object.keys(
  (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object }).scripts,
);

describe("other systems", () => {
  const { command } = workflow("platforms.yml").jobs;
  const runs = stepsOf("platforms.yml").flatMap(({ run }) => run ?? []);
  const suites = runs.flatMap((run) => [...run.matchAll(/ (test\/\S+)/g)].map(([, path]) => path ?? ""));

  test("are Linux, macOS and Windows, each with the oldest Node that works and every later one with support", () => {
    expect(command?.strategy?.matrix).toEqual({
      system: ["ubuntu-24.04", "macos-15", "windows-2025"],
      node: [20, 22, 24, 26],
    });
    const { engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      engines: { node: string };
    };
    expect(engines.node).toBe(">=20.20");
    expect(readFileSync(join(ROOT, "README.md"), "utf8")).toContain("Node 22 or later");
  });

  test("run scripts of ours, and suites that are there", () => {
    const used = runs.flatMap((run) => /npm run (?:--silent )?([\w:]+)/.exec(run)?.[1] ?? []);
    expect(used).toEqual(["scale", "test:fast"]);
    expect(used.filter((name) => !scripts.includes(name))).toEqual([]);
    expect(suites.length).toBeGreaterThan(5);
    expect(
      suites.filter((path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, `${path}.test.ts`))),
    ).toEqual([]);
  });

  test("run no suite that needs a POSIX system", () => {
    const files = suites.flatMap((path) =>
      existsSync(join(ROOT, path))
        ? readdirSync(join(ROOT, path), { recursive: true }).map((name) => join(path, String(name)))
        : [`${path}.test.ts`],
    );
    const posix = /"\/(?:dev|bin|usr|proc)\/|mkfifo|chmod|symlink|SIGINT|SIGKILL|"(?:ba)?sh"/;
    const needing = files.filter(
      (file) => /(?<!\.engine)\.test\.ts$/.test(file) && posix.test(readFileSync(join(ROOT, file), "utf8")),
    );
    expect(needing).toEqual([]);
  });
});

describe("the commands of a pull request", () => {
  let folder: string;

  /** A checkout without history; its packages are those of this one. By `cp`, for which Node takes several times as long. */
  function checkout(path: string): void {
    const names = readdirSync(ROOT).filter((each) => ![".git", "node_modules"].includes(each));
    mkdirSync(path);
    execFileSync("cp", ["-R", ...names.map((name) => join(ROOT, name)), path]);
    symlinkSync(join(ROOT, "node_modules"), join(path, "node_modules"));
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "workflow-"));
    checkout(join(folder, "head"));
    checkout(join(folder, "head/base"));
  });
  afterEach(() => {
    execFileSync("rm", ["-r", folder]);
  });

  interface Ended {
    readonly code: number;
    readonly stderr: string;
    readonly summary: string;
    readonly output: string;
  }

  /** A `run` as GitHub's Ubuntu runners run it. */
  function asRunner(script: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const [summary, output] = [join(folder, "summary"), join(folder, "output")];
    for (const file of [summary, output]) writeFileSync(file, "");
    return new Promise((done) => {
      execFile(
        "bash",
        ["--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        {
          cwd: join(folder, "head"),
          env: { ...process.env, GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output, ...env },
        },
        (error, _stdout, stderr) => {
          done({
            code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1,
            stderr,
            summary: readFileSync(summary, "utf8"),
            output: readFileSync(output, "utf8"),
          });
        },
      );
    });
  }

  const command = (name: string, file = "pull-request.yml"): string => {
    const run = stepsOf(file).find((step) => step.name === name)?.run;
    if (run === undefined) throw new Error(`No step is called ${name}.`);
    return run;
  };

  test("each is an npm script of ours, and those with a name are run below", () => {
    const runs = stepsOf("pull-request.yml").flatMap(({ run, name }) =>
      run === undefined ? [] : [{ run, name }],
    );
    expect(runs.filter(({ name }) => name === undefined).map(({ run }) => run)).toEqual([
      "npm ci",
      "npm run check",
      "npm test",
      "npm run test:tooling",
      "npm ci",
      'npm run test:engine -- --shard="$SHARD/3"',
      "npm ci",
      "npm run test:mutations",
      "npm ci",
      "npm ci",
      "npm ci --prefix base",
    ]);
    expect(runs.flatMap(({ name }) => name ?? [])).toEqual([
      "Findings for code scanning",
      "Policies",
      "Costs",
      "Review",
      "Verdict",
    ]);
    const used = runs.flatMap(({ run }) =>
      [...run.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name]) => name),
    );
    expect(used.filter((name) => !scripts.includes(name ?? ""))).toEqual([]);
  });

  test("policies and costs of a good checkout: clean, with a summary and a SARIF file", async () => {
    const findings = await asRunner(command("Findings for code scanning"));
    expect([findings.code, findings.stderr]).toEqual([0, "Wrote policies.sarif\n"]);
    const sarif = JSON.parse(readFileSync(join(folder, "head/policies.sarif"), "utf8")) as {
      runs: { results: unknown[] }[];
    };
    expect(sarif.runs.map(({ results }) => results)).toEqual([[]]);
    const policies = await asRunner(command("Policies"));
    expect([policies.code, policies.summary.split("\n")[0]]).toEqual([0, "### Policies: every rule is kept"]);
    const costs = await asRunner(command("Costs"));
    expect([costs.code, costs.stderr]).toEqual([0, ""]);
    expect(costs.summary).toMatch(/\| *budget/);
  });

  test("the week's advice is a digest, and one without a date is too", async () => {
    const history = join(folder, "users.csv");
    const advise = async (days: number) => {
      const day = (index: number) =>
        new Date(Date.now() - (days - index) * 86_400_000).toISOString().slice(0, 10);
      const rows = Array.from({ length: days }, (_, index) => `${day(index)},${600 + 3 * index}`);
      writeFileSync(history, `date,users\n${rows.join("\n")}\n`);
      return await asRunner(command("Advise", "advise.yml"), { TIER: "500", HISTORY: history });
    };
    const dated = await advise(60);
    expect([dated.code, dated.stderr]).toEqual([0, ""]);
    expect(dated.summary).toMatch(/Qdrant memory: act by 1,411 users, 20\d\d-/);
    const short = await advise(5);
    expect([short.code, short.stderr]).toEqual([0, "No date: 5 points are too few: a trend needs 8.\n"]);
    expect(short.summary).toContain("No date can be given");
  });

  test("a review of what changes nothing is quiet", async () => {
    const { code, summary, output } = await asRunner(command("Review"));
    expect([code, summary, output]).toEqual([0, "", "code=0\nloud=false\n"]);
    expect((await asRunner(command("Verdict"), { CODE: "0" })).code).toBe(0);
  });

  test("a stack that moves to the next tier is reported, and its gate decides", async () => {
    const file = join(folder, "head/stacks/config/Pulumi.prod.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace('tier: "100"', 'tier: "500"'));
    const { code, summary, output, stderr } = await asRunner(command("Review"));
    expect([code, output]).toEqual([0, "code=3\nloud=true\n"]);
    expect(summary).toContain("## Stack prod");
    expect(summary).toContain("### From tier 100 to tier 500");
    expect(stderr).toContain("What this changes needs somebody's consent:\n  stack prod, ");
    expect((await asRunner(command("Verdict"), { CODE: "3" })).code).toBe(3);
  });

  test("a broken rule fails the job after its findings are written", async () => {
    const file = join(folder, "head/components/postgres/instance-settings.ts");
    const text = readFileSync(file, "utf8");
    expect(text).toContain("storageEncrypted: true");
    writeFileSync(file, text.replace("storageEncrypted: true", "storageEncrypted: false"));
    expect((await asRunner(command("Findings for code scanning"))).code).toBe(0);
    expect(readFileSync(join(folder, "head/policies.sarif"), "utf8")).toContain(
      '"ruleId": "require-database-encryption"',
    );
    const { code, summary } = await asRunner(command("Policies"));
    expect(code).toBe(3);
    expect(summary).toContain("**require-database-encryption** (500, mandatory): postgres-shard-0-primary:");
  });
});
