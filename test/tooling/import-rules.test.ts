import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const cruiser = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
const config = join(root, ".dependency-cruiser.cjs");

interface Report {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

const PACKAGES = [
  "@pulumi/aws",
  "@pulumi/policy",
  "@pulumi/pulumi",
  "commander",
  "fastest-levenshtein",
  "yaml",
  "zod",
];
const DEVELOPMENT_PACKAGES = ["fast-check"];

const uses = (...specifiers: string[]): string =>
  specifiers.map((specifier) => `import ${JSON.stringify(specifier)};\n`).join("");

/** A tree as the design wants it: each import that a rule allows stands here once. */
const GOOD: Readonly<Record<string, string>> = {
  "tiers/index.ts": `${uses("zod", "fastest-levenshtein")}export type TierName = string;\nexport const tiers = 6;\n`,
  "components/shared/names.ts": uses("node:crypto"),
  "components/postgres/postgres.ts": `${uses("@pulumi/aws", "@pulumi/pulumi", "./pool", "../shared/names", "../../kinds/rds/instance", "../../models/promises/table")}import type { TierName } from "../../tiers";\nexport type Name = TierName;\n`,
  "components/postgres/pool.ts": uses("node:fs", "../../tiers/limits"),
  "tiers/limits.ts": "export const clients = 1000;\n",
  "models/load/workload.ts": `${uses("../../tiers")}export const users = 1;\n`,
  "kinds/rds/instance.ts": uses(
    "zod",
    "../../models/manifest/manifest",
    "../../models/load/workload",
    "../../tiers",
  ),
  "models/promises/table.ts": uses("zod", "../../tiers", "../load/workload"),
  "models/cost/estimate.ts": uses("../../kinds/rds/instance"),
  "models/manifest/manifest.ts": `${uses("zod", "node:crypto")}import { tiers } from "../../tiers";\nexport const count = tiers;\n`,
  "policies/rule.ts": uses("zod", "../kinds/rds/instance", "../models/manifest/manifest", "../tiers"),
  "policies/pack.ts": uses("@pulumi/policy", "@pulumi/pulumi", "yaml", "node:fs", "./rule"),
  "stacks/platform.ts": uses("../components/postgres/postgres", "../tiers"),
  "stacks/recorder.ts": uses("../models/manifest/manifest"),
  "stacks/dry-run.ts": uses("../models/manifest/manifest", "./platform", "./recorder"),
  "rehearsal/rehearsal.ts": uses("@pulumi/pulumi", "../models/manifest/manifest", "../tiers"),
  "cli/main.ts": uses(
    "../rehearsal/rehearsal",
    "commander",
    "../stacks/dry-run",
    "../models/manifest/manifest",
    "../policies/rule",
    "../tiers",
    "./docs/page",
  ),
  "jobs/move/main.ts": uses("zod", "./plan", "node:timers/promises"),
  "jobs/move/plan.ts": "export const plan = 1;\n",
  "cli/docs/page.ts": uses("fast-check", "../cost/report"),
  "cli/cost/report.ts": uses("../print/table", "../read/file", "../run/deliver", "../record/tier"),
  "cli/record/tier.ts": uses("../read/file"),
  "cli/run/deliver.ts": uses("../print/table"),
  "cli/print/table.ts": "export const width = 80;\n",
  "cli/read/file.ts": uses("node:fs"),
  "cli/upgrade/step.ts": uses("../print/table"),
  "cli/review/review.ts": uses("../upgrade/step"),
  "models/reports/review.ts": uses("../upgrade/step", "../cost/cost"),
  "models/upgrade/step.ts": uses("../cost/cost"),
  "models/cost/cost.ts": uses("../manifest/manifest"),
  "models/capacity/part.ts": uses("../load/workload", "../../kinds/rds/instance"),
  "tools/new/main.ts": uses("../../tiers", "node:fs"),
  "test/main.test.ts": uses("../cli/main", "../components/postgres/postgres", "fast-check"),
  "cli/attic/box.ts": uses("node:fs"),
  "models/loose.ts": uses("../tiers"),
  // Types may refer to each other.
  "cli/a.ts": `import type { B } from "./b";\nexport interface A {\n  b: B;\n}\n`,
  "cli/b.ts": `import type { A } from "./a";\nexport interface B {\n  a: A;\n}\n`,
};

/** One file that breaks one rule. */
const BAD: readonly { file: string; text: string; rule: string }[] = [
  { rule: "tiers-are-data", file: "tiers/pulumi.ts", text: uses("@pulumi/pulumi") },
  { rule: "tiers-are-data", file: "tiers/model.ts", text: uses("../models/manifest/manifest") },
  { rule: "tiers-are-data", file: "tiers/file.ts", text: uses("node:fs") },
  { rule: "kinds-are-facts", file: "kinds/rds/pulumi.ts", text: uses("@pulumi/aws") },
  { rule: "kinds-are-facts", file: "kinds/rds/cost.ts", text: uses("../../models/cost/estimate") },
  { rule: "kinds-are-facts", file: "kinds/rds/component.ts", text: uses("../../components/shared/names") },
  {
    rule: "manifest-and-load-lie-below-kinds",
    file: "models/load/kind.ts",
    text: uses("../../kinds/rds/instance"),
  },
  {
    rule: "manifest-and-load-lie-below-kinds",
    file: "models/manifest/cost.ts",
    text: uses("../cost/estimate"),
  },
  { rule: "models-are-pure", file: "models/pulumi.ts", text: uses("@pulumi/pulumi") },
  { rule: "models-are-pure", file: "models/file.ts", text: uses("node:fs") },
  { rule: "models-are-pure", file: "models/network.ts", text: uses("node:https") },
  { rule: "policies-judge-what-is-there", file: "policies/engine.ts", text: uses("@pulumi/policy") },
  { rule: "the-pack-joins-rules-and-engine", file: "policies/engine-policies.ts", text: uses("@pulumi/aws") },
  { rule: "policies-judge-what-is-there", file: "policies/stack.ts", text: uses("../stacks/platform") },
  { rule: "policies-judge-what-is-there", file: "policies/pulumi.ts", text: uses("@pulumi/pulumi") },
  { rule: "models-are-pure", file: "models/stack.ts", text: uses("../stacks/platform") },
  {
    rule: "components-stay-in-their-area",
    file: "components/app/app.ts",
    text: uses("../postgres/postgres"),
  },
  {
    rule: "components-stay-in-their-area",
    file: "components/shared/area.ts",
    text: uses("../postgres/postgres"),
  },
  {
    rule: "components-stay-in-their-area",
    file: "components/app/model.ts",
    text: uses("../../models/manifest/manifest"),
  },
  { rule: "components-stay-in-their-area", file: "components/app/package.ts", text: uses("commander") },
  { rule: "components-stay-in-their-area", file: "components/app/network.ts", text: uses("node:https") },
  {
    rule: "components-take-only-types-of-tiers",
    file: "components/app/tier.ts",
    text: `import { tiers } from "../../tiers";\nexport const count = tiers;\n`,
  },
  {
    rule: "the-program-does-not-judge",
    file: "stacks/program.ts",
    text: uses("../models/manifest/manifest"),
  },
  { rule: "the-program-does-not-know-the-command", file: "stacks/report.ts", text: uses("../cli/main") },
  {
    rule: "the-engine-takes-any-program",
    file: "rehearsal/program.ts",
    text: uses("../stacks/platform"),
  },
  {
    rule: "the-program-does-not-know-rehearsals",
    file: "stacks/rehearsed.ts",
    text: uses("../rehearsal/rehearsal"),
  },
  { rule: "jobs-stand-alone", file: "jobs/move/file.ts", text: uses("node:child_process") },
  { rule: "jobs-stand-alone", file: "jobs/move/model.ts", text: uses("../../models/manifest/manifest") },
  { rule: "nobody-imports-jobs", file: "cli/job.ts", text: uses("../jobs/move/plan") },
  {
    rule: "tools-write-beginnings",
    file: "tools/new/model.ts",
    text: uses("../../models/manifest/manifest"),
  },
  { rule: "nobody-imports-tools", file: "cli/tool.ts", text: uses("../tools/new/main") },
  { rule: "nobody-imports-tests", file: "cli/support.ts", text: uses("../test/main.test") },
  { rule: "no-orphans", file: "cli/orphan.ts", text: "export const alone = 1;\n" },
  { rule: "no-development-packages-in-the-product", file: "cli/check.ts", text: uses("fast-check") },
  { rule: "every-import-resolves", file: "cli/missing.ts", text: uses("./nowhere") },
  { rule: "every-room-has-its-place", file: "cli/another.ts", text: uses("./attic/box") },
];

/** A file of each room that looks up, or into another command's room. */
const LOOKING_UP: readonly { room: string; into: string }[] = [
  { room: "cli/print", into: "../run/deliver" },
  { room: "cli/read", into: "../print/table" },
  { room: "cli/run", into: "../record/tier" },
  { room: "cli/record", into: "../run/deliver" },
  ...[
    "tier",
    "account",
    "capacity",
    "policy",
    "prices",
    "engine",
    "slo",
    "queries",
    "logs",
    "rum",
    "dashboard",
    "upgrade",
    "review",
    "recovery",
  ].map((room) => ({
    room: `cli/${room}`,
    into: "../cost/report",
  })),
  { room: "cli/cost", into: "../upgrade/step" },
  { room: "cli/docs", into: "../main" },
  ...[
    "replacement",
    "read-back",
    "order",
    "promises",
    "time",
    "account",
    "capacity",
    "recovery",
    "queries",
  ].map((room) => ({
    room: `models/${room}`,
    into: "../cost/cost",
  })),
  { room: "models/cost", into: "../upgrade/step" },
  { room: "models/advice", into: "../reports/review" },
  { room: "models/upgrade", into: "../reports/review" },
  { room: "models/reports", into: "../loose" },
];

const UPWARDS = LOOKING_UP.map(({ room, into }) => ({
  file: `${room}/up.ts`,
  text: uses(into),
  rule: `${room.replace("/", "-")}-looks-down`,
}));

const CYCLE = {
  "cli/one.ts": `import { two } from "./two";\nexport const one = (): number => two;\n`,
  "cli/two.ts": `import { one } from "./one";\nexport const two: number = one();\n`,
};

let folder: string;
let violations: { from: string; rule: string }[];

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function writePackages(): void {
  const versions = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, "1.0.0"]));
  write(
    "package.json",
    JSON.stringify({ dependencies: versions(PACKAGES), devDependencies: versions(DEVELOPMENT_PACKAGES) }),
  );
  write(
    "tsconfig.json",
    JSON.stringify({ compilerOptions: { module: "node16", moduleResolution: "node16" } }),
  );
  for (const name of [...PACKAGES, ...DEVELOPMENT_PACKAGES]) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
    write(`node_modules/${name}/index.js`, "");
  }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "import-rules-"));
  writePackages();
  for (const [file, text] of Object.entries({ ...GOOD, ...CYCLE })) write(file, text);
  for (const { file, text } of [...BAD, ...UPWARDS]) write(file, text);
  const folders = [
    "components",
    "jobs",
    "kinds",
    "models",
    "policies",
    "rehearsal",
    "stacks",
    "tiers",
    "cli",
    "tools",
    "test",
  ];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [cruiser, ...folders, "--config", config, "--output-type", "json"],
    { cwd: folder, encoding: "utf8" },
  );
  if (stdout === "") throw new Error(`The cruiser printed nothing: ${stderr}`);
  violations = (JSON.parse(stdout) as Report).summary.violations.map(({ from, rule }) => ({
    from,
    rule: rule.name,
  }));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const violationsOf = (file: string): string[] =>
  violations.filter(({ from }) => from === file).map(({ rule }) => rule);

test.each([...BAD, ...UPWARDS])("$file breaks $rule and nothing else", ({ file, rule }) => {
  expect(violationsOf(file)).toEqual([rule]);
});

test("a cycle of modules that run is found, once", () => {
  expect(Object.keys(CYCLE).flatMap(violationsOf)).toEqual(["no-cycles"]);
});

test.each(Object.keys(GOOD))("%s is as it should be", (file) => {
  expect(violationsOf(file)).toEqual([]);
});

test("every rule is broken once", () => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the configuration is a CommonJS file without types
  const { forbidden } = require(config) as { forbidden: { name: string }[] };
  const broken = new Set(violations.map(({ rule }) => rule));
  expect([...broken].sort()).toEqual(forbidden.map(({ name }) => name).sort());
});
