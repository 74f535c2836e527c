import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv/dist/2020";
import { generatedDocs, type GeneratedDoc } from "../../cli/docs/generated-docs";
import type { Manifest } from "../../models/manifest/manifest";
import { TIER_NAMES } from "../../tiers";
import { seeRecipe } from "../support/recipe";
import { runScale } from "../support/run-scale";

const ROOT = join(__dirname, "../..");

const validators = new Map<string, ValidateFunction>();

/** Of a published schema, which is compiled once. */
function validatorOf(name: string): ValidateFunction {
  const path = join(ROOT, `docs/schemas/${name}.schema.json`);
  const validate =
    validators.get(name) ??
    new Ajv({ strict: false, formats: { date: true } }).compile(
      JSON.parse(readFileSync(path, "utf8")) as object,
    );
  validators.set(name, validate);
  return validate;
}

/** What in a text of JSON does not fit a published schema; null when it fits. */
function errorsOf(name: string, text: string): ValidateFunction["errors"] {
  const validate = validatorOf(name);
  validate(JSON.parse(text));
  return validate.errors;
}

let docs: readonly GeneratedDoc[];
beforeAll(async () => {
  docs = await generatedDocs();
});

describe("what is generated and committed", () => {
  test("is up to date", () => {
    const stale = docs
      .filter(({ path, text }) => readFileSync(join(ROOT, path), "utf8") !== text)
      .map(({ path }) => `${path} is out of date. Write it: npm run docs. ${seeRecipe("Generated files")}`);
    expect(stale).toEqual([]);
  });

  test("has no page left over from earlier", () => {
    // sdk-inputs.json is refreshed by its own test, see test/rehearsal.
    const written = docs.map(({ path }) => path);
    for (const folder of ["test/golden", "docs/schemas", "docs/kinds"])
      expect(written).toEqual(
        expect.arrayContaining(
          readdirSync(join(ROOT, folder))
            .filter((file) => file !== "sdk-inputs.json")
            .map((file) => `${folder}/${file}`),
        ),
      );
  });
});

describe.each(TIER_NAMES)("tier %s", (tier) => {
  test("the printed manifest fits the published schema", async () => {
    const { code, stdout, stderr } = await runScale("manifest", tier, "--json");
    const errors = errorsOf("manifest", stdout);
    expect({ code, stderr, errors }).toEqual({ code: 0, stderr: "", errors: null });
    expect((JSON.parse(stdout) as Manifest).tier).toBe(tier);
  });

  test("the printed preview fits the published schema and 80 columns", async () => {
    expect(errorsOf("preview", (await runScale("preview", tier, "--json")).stdout)).toBeNull();
    const { stdout } = await runScale("preview", tier.toUpperCase());
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).not.toContain("\u001b");
  });
});

test("every tier's cost, alone and side by side, fits the published schemas and 80 columns", async () => {
  for (const tier of TIER_NAMES) {
    expect(errorsOf("cost", (await runScale("cost", tier, "--json")).stdout)).toBeNull();
    const { stdout } = await runScale("cost", tier);
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  }
  expect(errorsOf("costs", (await runScale("cost", "--all", "--json")).stdout)).toBeNull();
  expect(
    errorsOf("cost-explanation", (await runScale("cost", "500", "--explain", "aws:", "--json")).stdout),
  ).toBeNull();
  expect(
    errorsOf("cost-commitment", (await runScale("cost", "2k", "--commitment", "3y", "--json")).stdout),
  ).toBeNull();
});

test("a region whose prices are not known has a report without money, and closes the gate", async () => {
  const { code, stdout } = await runScale("cost", "500", "--region", "eu-west-1");
  expect(code).toBe(3);
  expect(stdout).toMatch(/^Tier 500: cost not known in eu-west-1, of a budget of \$500$/m);
  expect(stdout.replaceAll("\n", " ")).toContain("./scale prices refresh --region eu-west-1 --write");
});

test("the tiers stand side by side in 80 columns", async () => {
  const { code, stdout } = await runScale("tiers");
  expect(code).toBe(0);
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  expect(stdout).toContain("500      500    1,505      $446     $500  2 × t4g.small  3 peers  2 nodes   2–3");
});

test("what a tier carries is the same in every report", async () => {
  const carried = (text: string, pattern: RegExp) => pattern.exec(text)?.[1];
  const { stdout: beside } = await runScale("tiers");
  const { stdout: alone } = await runScale("preview", "2k");
  const { stdout: costs } = await runScale("cost", "--all");
  expect(carried(beside, /^2K +2,000 +([\d,]+)/m)).toBe("4,031");
  expect(alone).toContain("its sizes carry 4,031.");
  expect(costs).toMatch(/4,031/);
});

test("--version is that of the package", async () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8")) as {
    version: string;
  };
  expect(await runScale("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test("the preview says what a small tier does without and what the next one changes", async () => {
  const { stdout } = await runScale("preview", "100");
  expect(stdout).toContain("Postgres has no standby: a failure or a class change is an outage of minutes");
  expect(stdout).toMatch(/postgres\.multiAz +no +→ +yes +online/);
  expect((await runScale("preview", "20k")).stdout).toContain("This is the largest tier of the table.");
});

test.each<[string, string[], string]>([
  [
    "an unknown tier",
    ["preview", "5OO"],
    `Unknown tier "5OO", did you mean "500"? Tiers: ${TIER_NAMES.join(", ")}. See them with: ./scale tiers\n`,
  ],
  [
    "an unknown command",
    ["previw", "500"],
    "error: unknown command 'previw'\n(Did you mean preview?)\nRun with --help to see the commands.\n",
  ],
  ["a missing tier", ["preview"], "Name a tier, or a stack by --stack.\n"],
  [
    "an unknown option",
    ["tiers", "--jsno"],
    "error: unknown option '--jsno'\n(Did you mean --json?)\nRun with --help to see the commands.\n",
  ],
  [
    "one tier too many",
    ["preview", "500", "2k"],
    "error: too many arguments for 'preview'. Expected 1 argument but got 2.\nRun with --help to see the commands.\n",
  ],
  [
    "a folder that does not exist",
    ["tiers", "--out", "no/such/folder/report.txt"],
    "Cannot write no/such/folder/report.txt: its folder does not exist; make it first. Nothing was written.\n",
  ],
])("%s is refused with exit code 2 and nothing on standard output", async (_name, args, message) => {
  expect(await runScale(...args)).toEqual({ code: 2, stdout: "", stderr: message });
});

test.each([[[]], [["--help"]], [["help"]], [["preview", "--help"]]])(
  "%j prints help and is fine",
  async (args: string[]) => {
    const { code, stdout, stderr } = await runScale(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("Usage: scale");
  },
);
