import { spawn } from "node:child_process";
import { join } from "node:path";
import { TIER_NAMES } from "../../tiers";

const ROOT = join(__dirname, "../..");
/** What Pulumi's own host for Node.js runs, in the pack's folder, with the engine's address and a dot. */
const RUNNER = join(ROOT, "node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js");

interface Started {
  readonly stdout: string;
  readonly stderr: string;
  /** Null when it serves and was stopped by the test. */
  readonly code: number | null;
}

/**
 * Starts the pack, and stops it once it has said where it listens.
 * @param project of the stack, by which the engine says whose configuration it hands over
 */
function start(config: Readonly<Record<string, string>>, project = "scaling-tiers"): Promise<Started> {
  const child = spawn(process.execPath, [RUNNER, "127.0.0.1:1", "."], {
    cwd: join(ROOT, "policies"),
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(config),
      PULUMI_NODEJS_PROJECT: project,
    },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    if (stdout.endsWith("\n")) child.kill();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((done) => {
    child.on("close", (code) => {
      done({ stdout, stderr, code });
    });
  });
}

test("the pack starts with the program that Pulumi's own host runs, and says where it listens", async () => {
  const { stdout, stderr } = await start({ "scaling-tiers:tier": "500", "aws:region": "us-east-1" });
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^\d+\n$/);
});

test("a stack of another program is told what the pack judges", async () => {
  expect(await start({ "other:size": "large" }, "other")).toEqual({
    stdout: "",
    stderr:
      "The policy pack checks stacks of this program only: set other:tier and aws:region in the stack's configuration.\n",
    code: 1,
  });
});

test("a project of another name is judged by its own configuration", async () => {
  const config = { "shop:tier": "100", "aws:region": "us-east-1", "scaling-tiers:tier": "none" };
  expect(await start(config, "shop")).toMatchObject({ stderr: "" });
});

test("an unknown tier is refused by name", async () => {
  const { stderr, code } = await start({ "scaling-tiers:tier": "50", "aws:region": "us-east-1" });
  expect([code, stderr]).toEqual([
    1,
    `Unknown tier "50": for 50 users take 100. Tiers: ${TIER_NAMES.join(", ")}. See them with: ./scale tiers\n`,
  ]);
});

test("a stack with sizes of its own is judged by them", async () => {
  const overrides = JSON.stringify({ monthlyBudgetUsd: 300, budgetLinesUsd: { operations: 102 } });
  const phase = JSON.stringify({ from: 500, name: "move" });
  const tier = { "scaling-tiers:tier": "100", "aws:region": "us-east-1" };
  expect(await start({ ...tier, "scaling-tiers:overrides": overrides })).toMatchObject({ stderr: "" });
  expect(await start({ ...tier, "scaling-tiers:phase": phase })).toMatchObject({ stderr: "" });
});

test.each([
  ["overrides", "no object", 'overrides: given "no object"; allowed: '],
  ["phase", '{"from":"500","name":"later"}', 'phase.name: given "later"; allowed: '],
  ["overrides", '{"postgres":{"multiAz":"yes"}}', 'postgres.multiAz: given "yes"; allowed: '],
])("sizes that are refused are named: %s %s", async (key, value, message) => {
  const { stdout, stderr, code } = await start({
    "scaling-tiers:tier": "100",
    "aws:region": "us-east-1",
    [`scaling-tiers:${key}`]: value,
  });
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(`\n  ${message}`);
});
