import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { recoverCommand, type RecoverOptions } from "../../cli/engine/recover-command";
import { PLAIN } from "../../cli/print/style";
import type { InterruptionReport } from "../../models/reports/interruption";
import { demandChangeable } from "../../rehearsal/user-stack";
import { InputError } from "../../tiers";
import { pulumiCli } from "../support/pulumi-cli";

const run = promisify(execFile);
/** No process has it: Linux gives out ids below 2^22. */
const DEAD_PID = 4_194_305;
const STACK_URN = "urn:pulumi:prod::scaling-tiers";
const STACK_RESOURCE = {
  urn: `${STACK_URN}::pulumi:pulumi:Stack::scaling-tiers-prod`,
  custom: false,
  type: "pulumi:pulumi:Stack",
  // How the engine marks a secret.
  outputs: {
    password: {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: '"secret"',
    },
  },
};

let folder: string;
let backend: string;
let projectFolder: string;
/** Where the CLI puts its temporary files. */
let temporary: string;
let env: NodeJS.ProcessEnv;

const stateFile = () => join(backend, ".pulumi/stacks/scaling-tiers/prod.json");
const lockFolder = () => join(backend, ".pulumi/locks/organization/scaling-tiers/prod");

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "recover-"));
  projectFolder = join(folder, "project");
  backend = join(folder, "backend");
  mkdirSync(projectFolder);
  mkdirSync(backend);
  temporary = join(folder, "temporary");
  mkdirSync(temporary);
  cpSync(join(__dirname, "../../Pulumi.yaml"), join(projectFolder, "Pulumi.yaml"));
  mkdirSync(join(projectFolder, "stacks"));
  writeFileSync(join(projectFolder, "stacks/index.ts"), "");
  env = {
    PATH: process.env["PATH"],
    HOME: folder,
    PULUMI_CLI: pulumiCli(),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${backend}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    TMPDIR: temporary,
  };
  await run(pulumiCli(), ["stack", "init", "prod"], { cwd: projectFolder, env });
  // A secret, which every stack of the platform holds, and which only the passphrase opens.
  const file = join(folder, "state.json");
  const inProject = { cwd: projectFolder, env };
  const { stdout } = await run(pulumiCli(), ["stack", "export", "--stack", "prod"], inProject);
  const state = JSON.parse(stdout) as { deployment: object };
  writeFileSync(
    file,
    JSON.stringify({ ...state, deployment: { ...state.deployment, resources: [STACK_RESOURCE] } }),
  );
  await run(pulumiCli(), ["stack", "import", "--file", file, "--stack", "prod"], inProject);
  cpSync(backend, join(folder, "pristine"), { recursive: true });
});

beforeEach(() => {
  rmSync(backend, { recursive: true, force: true });
  cpSync(join(folder, "pristine"), backend, { recursive: true });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function lock(changes: object = {}): void {
  mkdirSync(lockFolder(), { recursive: true });
  const owner = { pid: DEAD_PID, username: "alice", hostname: hostname(), timestamp: "2026-01-02T03:04:05Z" };
  writeFileSync(join(lockFolder(), "0.json"), JSON.stringify({ ...owner, ...changes }));
}

function expectNothingLeft(): void {
  expect(existsSync(lockFolder()) ? readdirSync(lockFolder()) : []).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
}

/** What a kill leaves while the CLI writes the file with the state's content type. */
function brokenMetadata(): string {
  const file = `${stateFile()}.attrs`;
  truncateSync(file, 5);
  return file;
}

interface StateFile {
  checkpoint: { latest: { pending_operations?: unknown[] } };
}

/** What the engine writes before a create that never came back. */
function interruptedCreate(): void {
  const state = JSON.parse(readFileSync(stateFile(), "utf8")) as StateFile;
  state.checkpoint.latest.pending_operations = [
    {
      type: "creating",
      resource: {
        urn: `${STACK_URN}::aws:s3/bucket:Bucket::cdn-assets`,
        custom: true,
        type: "aws:s3/bucket:Bucket",
        inputs: { bucket: "prod-assets" },
      },
    },
  ];
  writeFileSync(stateFile(), JSON.stringify(state));
}

const pendingNow = (): unknown[] =>
  (JSON.parse(readFileSync(stateFile(), "utf8")) as StateFile).checkpoint.latest.pending_operations ?? [];

async function recover(options: RecoverOptions = {}, changes: NodeJS.ProcessEnv = {}, stack = "prod") {
  const result = await recoverCommand(stack, options, {
    stderr: { write: () => true },
    env: { ...env, ...changes },
    projectFolder,
  });
  return { text: result.text(PLAIN), json: result.json as InterruptionReport };
}

/** Lines as if the terminal were wide enough for them. */
const unwrapped = (text: string): string => text.replaceAll(/\n(?:│ {2}| {3})(?=\S)|(?<= in)\n/g, " ");

const refusal = (...args: Parameters<typeof recover>): Promise<unknown> =>
  recover(...args).then(
    () => "no refusal",
    (error: unknown) => (error instanceof InputError ? error.message : error),
  );

test("a stack that nothing interrupted", async () => {
  expect(unwrapped((await recover()).text)).toBe(
    [
      `Stack prod of scaling-tiers in file://${backend}`,
      "No interrupted run has left anything: no lock, no pending operation, no broken",
      "file.",
      "",
      "Next",
      "  1. pulumi up --stack prod",
      "",
    ].join("\n"),
  );
});

test("what was left is shown with the next command, and nothing is changed", async () => {
  lock();
  interruptedCreate();
  const before = readFileSync(stateFile(), "utf8");
  expect(unwrapped((await recover()).text)).toBe(
    [
      `Stack prod of scaling-tiers in file://${backend}`,
      "",
      "An interrupted run left 2 items",
      `├─ a lock of process ${DEAD_PID} of alice on ${hostname()}, since 2026-01-02T03:04:05Z, which no longer runs`,
      "└─ creating aws:s3/bucket:Bucket cdn-assets (prod-assets), which may exist without the state knowing",
      "",
      "Next",
      "  1. look for prod-assets in AWS (s3 Bucket); its id is what https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/#import shows",
      "  2. ./scale recover prod --clear --absent cdn-assets   # for one that exists: --exists <name>=<its id>",
      "  3. pulumi up --stack prod",
      "",
    ].join("\n"),
  );
  expect(readFileSync(stateFile(), "utf8")).toBe(before);
  expect(readdirSync(lockFolder())).toEqual(["0.json"]);
});

test("--clear takes the lock away and forgets a create that made nothing", async () => {
  lock();
  interruptedCreate();
  const { json } = await recover({ clear: true, absent: ["cdn-assets"] });
  expect(json.cleared).toEqual({
    locks: 1,
    removedMetadata: [],
    adopted: [],
    dropped: [`${STACK_URN}::aws:s3/bucket:Bucket::cdn-assets`],
    refreshed: [],
  });
  expect(json.next).toEqual(["pulumi up --stack prod"]);
  expect(pendingNow()).toEqual([]);
  expect(existsSync(lockFolder()) ? readdirSync(lockFolder()) : []).toEqual([]);
});

test("a broken file beside the state is named, and removed by --clear", async () => {
  lock();
  interruptedCreate();
  const file = brokenMetadata();
  expect((await recover()).json.brokenMetadata).toEqual([file]);
  const { json } = await recover({ clear: true, absent: ["cdn-assets"] });
  expect(json.cleared).toMatchObject({ locks: 1, removedMetadata: [file] });
  expect((await recover()).json).toMatchObject({ locks: [], pending: [], brokenMetadata: [] });
});

describe("--clear is refused, and changes nothing,", () => {
  const left = () => [pendingNow().length, readdirSync(lockFolder())];
  const UNCHANGED = [1, ["0.json"]];

  test("while nobody says whether an object exists", async () => {
    lock();
    interruptedCreate();
    expect(await refusal({ clear: true })).toBe(
      "These were being created when the run was interrupted. Find out whether they exist, then recover again:\n  aws:s3/bucket:Bucket cdn-assets (prod-assets)",
    );
    expect(left()).toEqual(UNCHANGED);
  });

  test("while the process that has the lock runs", async () => {
    lock({ pid: process.pid });
    interruptedCreate();
    expect(await refusal({ clear: true, absent: ["cdn-assets"] })).toBe(
      `The stack is locked by process ${process.pid} of alice on ${hostname()}, since 2026-01-02T03:04:05Z, which still runs. Let it finish, or end it.`,
    );
    expect(left()).toEqual(UNCHANGED);
  });

  test("while the lock is another machine's", async () => {
    lock({ hostname: "elsewhere" });
    interruptedCreate();
    expect(await refusal({ clear: true, absent: ["cdn-assets"] })).toBe(
      `The stack is locked by process ${DEAD_PID} of alice on elsewhere, since 2026-01-02T03:04:05Z; only that host can tell whether it still runs. If it does not: pulumi cancel`,
    );
    expect(left()).toEqual(UNCHANGED);
  });

  test("without the passphrase", async () => {
    lock();
    interruptedCreate();
    expect(
      await refusal({ clear: true, absent: ["cdn-assets"] }, { PULUMI_CONFIG_PASSPHRASE: undefined }),
    ).toBe(
      "The stack's secrets need their passphrase. Set PULUMI_CONFIG_PASSPHRASE (or PULUMI_CONFIG_PASSPHRASE_FILE), and run this again.",
    );
    expect(left()).toEqual(UNCHANGED);
  });

  test("with a wrong passphrase", async () => {
    lock();
    interruptedCreate();
    expect(
      await refusal({ clear: true, absent: ["cdn-assets"] }, { PULUMI_CONFIG_PASSPHRASE: "other" }),
    ).toBe(
      "PULUMI_CONFIG_PASSPHRASE is not the passphrase of this stack. Set the one that the stack was made with, and run this again.",
    );
    expect(left()).toEqual(UNCHANGED);
  });

  test("with the name of something else", async () => {
    lock();
    interruptedCreate();
    expect(await refusal({ clear: true, absent: ["cdn"] })).toBe(
      "Nothing named cdn was being created. Interrupted creates: cdn-assets",
    );
    expect(left()).toEqual(UNCHANGED);
  });
});

describe("wrong input is one message, and leaves nothing behind", () => {
  afterEach(expectNothingLeft);

  test("a name when nothing was interrupted", async () => {
    expect(await refusal({ absent: ["cdn-assets"] })).toBe(
      "Nothing named cdn-assets was being created; no create was interrupted.",
    );
  });

  test("a stack that is not there", async () => {
    expect(await refusal({}, {}, "nowhere")).toBe(
      `There is no stack nowhere of scaling-tiers in ${backend}. See the stacks there are with: pulumi stack ls`,
    );
  });

  test("a stack of another project", async () => {
    const other = join(backend, ".pulumi/stacks/other/theirs.json");
    mkdirSync(dirname(other), { recursive: true });
    writeFileSync(other, "{}");
    expect(await refusal({}, {}, "theirs")).toBe(
      "Stack theirs belongs to project other, not to scaling-tiers. Name a stack of this project; see them with: pulumi stack ls",
    );
  });

  test("a state file that is cut off", async () => {
    truncateSync(stateFile(), 100);
    expect(await refusal()).toBe(
      `The state file ${stateFile()} is not whole. Put back the newest file of ${join(backend, ".pulumi/backups/scaling-tiers/prod")}.`,
    );
  });

  test("no login", async () => {
    expect(
      await refusal({}, { PULUMI_BACKEND_URL: undefined, PULUMI_HOME: join(folder, "empty-home") }),
    ).toBe(
      "Pulumi does not know where the state is kept. Log in (pulumi login, or pulumi login file://~/.pulumi-state) or set PULUMI_BACKEND_URL, and run this again.",
    );
  });

  test("a backend folder that is not there", async () => {
    expect(await refusal({}, { PULUMI_BACKEND_URL: "file:///nowhere/at/all" })).toBe(
      "The backend file:///nowhere/at/all is not there. Mount or make that folder, or set PULUMI_BACKEND_URL to another one, and run this again.",
    );
  });

  test("a backend folder that cannot be written", async () => {
    // The kernel lets nobody make a folder there, not even root.
    expect(await refusal({}, { PULUMI_BACKEND_URL: "file:///sys/kernel" })).toBe(
      "The backend cannot be written: /sys/kernel/.pulumi. Change its permissions or set PULUMI_BACKEND_URL to another folder, and run this again.",
    );
  });

  test("a backend folder that went away before the change", async () => {
    const cli = { path: pulumiCli(), env, projectFolder };
    const stack = {
      project: "scaling-tiers",
      stack: "prod",
      backend: "file:///nowhere",
      backendFolder: "/nowhere",
    };
    await expect(demandChangeable(cli, stack)).rejects.toThrow(
      new InputError(
        "The backend cannot be written: /nowhere (ENOENT). Change its permissions or set PULUMI_BACKEND_URL to another folder, and run this again.",
      ),
    );
  });

  test("a backend that is a file", async () => {
    const file = join(projectFolder, "Pulumi.yaml");
    expect(await refusal({}, { PULUMI_BACKEND_URL: `file://${file}` })).toBe(
      `The backend file://${file} is a file. Set PULUMI_BACKEND_URL to a folder, and run this again.`,
    );
  });
});
