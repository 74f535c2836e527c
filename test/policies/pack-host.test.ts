import { spawn } from "node:child_process";
import { join } from "node:path";

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

test("sizes that are refused are named, without a stack trace", async () => {
  const config = {
    "scaling-tiers:tier": "100",
    "aws:region": "us-east-1",
    "scaling-tiers:overrides": '{"postgres":{"multiAz":"yes"}}',
  };
  expect(await start(config)).toEqual({
    stdout: "",
    stderr:
      'The tier of stack "stack" is refused, 1 problem:\n  postgres.multiAz: given "yes"; allowed: true or false\n',
    code: 1,
  });
});
