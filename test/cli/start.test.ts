import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CACHE } from "../../cli/record/kept.cjs";
import { RECORDED_SOURCES } from "../../cli/record/recorded-manifest";
import { sourceDigest } from "../../cli/record/source-digest.cjs";
import { TIER_NAMES } from "../../tiers";

const ROOT = join(__dirname, "../..");
const SOURCES = ["cli", "components", "jobs", "kinds", "models", "policies", "rehearsal", "stacks", "tiers"];

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
let checkout: string;
const cache = (): string => join(checkout, "node_modules/.cache");

/** A checkout with packages of its own, so that what it keeps is its own too. */
function makeCheckout(): void {
  folder = mkdtempSync(join(tmpdir(), "start-"));
  checkout = join(folder, "check out");
  mkdirSync(join(checkout, "node_modules"), { recursive: true });
  for (const name of [...SOURCES, "package.json", "package-lock.json", "tsconfig.json", "Pulumi.yaml"])
    cpSync(join(ROOT, name), join(checkout, name), { recursive: true });
  for (const name of readdirSync(join(ROOT, "node_modules")).filter((each) => each !== ".cache"))
    symlinkSync(join(ROOT, "node_modules", name), join(checkout, "node_modules", name));
}
/** What this checkout has recorded before, of the very same sources: its recordings are not what is tried. */
function takeRecordings(): void {
  const generation = join("manifests", String(sourceDigest(RECORDED_SOURCES)));
  const [from, to] = [join(CACHE, generation), join(cache(), "scaling-tiers", generation)];
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from))
    if (!existsSync(join(to, name))) symlinkSync(join(from, name), join(to, name));
}

/** How many are kept. */
const recordings = (): number =>
  (existsSync(cache()) ? readdirSync(cache(), { recursive: true }) : []).filter((name) =>
    /manifests\/\w+\/\w+\.json$/.test(String(name)),
  ).length;

const scale = (...args: string[]): Promise<Ended> => started([], ...args);

/** @param options of Node itself */
function started(options: readonly string[], ...args: string[]): Promise<Ended> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [...options, join(checkout, "cli/start.cjs"), ...args],
      { cwd: folder, maxBuffer: 2 ** 28 },
      (error, stdout, stderr) => {
        done({
          code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1,
          stdout,
          stderr,
        });
      },
    );
  });
}

/** What puts the checkout back to what it was, the last change first. */
const undo: (() => void)[] = [];

/** Replaces text in a file of the checkout until the test has ended. */
function change(path: string, text: string | RegExp, by: string): void {
  const file = join(checkout, path);
  const before = readFileSync(file, "utf8");
  writeFileSync(file, before.replace(text, by));
  expect(readFileSync(file, "utf8")).not.toBe(before);
  undo.unshift(() => {
    writeFileSync(file, before);
  });
}

/** Something is not where it was until the test has ended. */
function putAside(path: string): void {
  const aside = join(folder, "aside");
  renameSync(path, aside);
  undo.unshift(() => {
    rmSync(path, { force: true, recursive: true });
    renameSync(aside, path);
  });
}

beforeAll(makeCheckout);
afterEach(() => {
  for (const one of undo.splice(0)) one();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test("a command prints the same from what was kept, from any folder", async () => {
  const first = await scale("manifest", "100", "--json");
  expect([first.code, first.stderr]).toEqual([0, ""]);
  const kept = readdirSync(cache(), { recursive: true }).map(String);
  expect(kept.filter((name) => /scale\.cjs$|manifests\/\w+\/\w+\.json$/.test(name))).toHaveLength(2);
  expect(await scale("manifest", "100", "--json")).toEqual(first);
});

test.each([
  ["preview 100", /^Tier 100: /],
  ["cost 100", /^Tier 100/],
  // It reads files, which are found beside their sources.
  ["policy 100", /^Policies: every rule is kept$/m],
  ["upgrade 100 500", /100/],
])("%s does not load Pulumi's SDK where its recordings are kept", async (command, expected) => {
  takeRecordings();
  const probe = join(folder, "probe.cjs");
  writeFileSync(
    probe,
    `process.on("exit", () => {
        const names = Object.keys(require.cache).flatMap((file) => /@pulumi.\\w+/.exec(file) ?? []);
        process.stderr.write([...new Set(names)].join());
      });`,
  );
  const probed = () => started(["--require", probe], ...command.split(" "));
  const before = recordings();
  let ended = await probed();
  // It recorded what nobody had asked for yet.
  if (recordings() > before) ended = await probed();
  const { code, stdout, stderr } = ended;
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(expected);
});

test("exit codes are those of the command", async () => {
  expect(await scale("preview", "5OO")).toEqual({
    code: 2,
    stdout: "",
    stderr: `Unknown tier "5OO", did you mean "500"? Tiers: ${TIER_NAMES.join(", ")}. See them with: ./scale tiers\n`,
  });
});

test("a changed source is seen", async () => {
  change("tiers/tier-100.ts", 'instanceClass: "db.t4g.micro"', 'instanceClass: "db.t4g.small"');
  const changed = await scale("manifest", "100", "--json");
  expect(changed.stdout).toContain('"instanceClass": "db.t4g.small"');
  expect(changed.stdout).not.toContain('"instanceClass": "db.t4g.micro"');
});

test("a checkout that cannot keep anything is slower, and works", async () => {
  putAside(cache());
  writeFileSync(cache(), "a file in the folder's place");
  const { code, stdout, stderr } = await scale("preview", "100");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^Tier 100: /);
});

test("a checkout without its packages is told what to do", async () => {
  putAside(join(checkout, "node_modules"));
  expect(await scale("tiers")).toEqual({
    code: 2,
    stdout: "",
    stderr: "The packages are not installed. Install them: npm ci\n",
  });
});

test("a tier's file that is refused is wrong input, without a stack trace", async () => {
  change("tiers/tier-500.ts", /backupRetentionDays: \d+/, "backupRetentionDays: 99");
  expect(await scale("tiers")).toEqual({
    code: 2,
    stdout: "",
    stderr:
      "tiers/tier-500.ts is refused, 1 problem:\n  postgres.backupRetentionDays: given 99; allowed: at most 35\n",
  });
});

test("a source that is no TypeScript is named, without a stack trace", async () => {
  change("cli/scale.ts", /^[^]*$/, "export const = 1;\n");
  const { code, stdout, stderr } = await scale("tiers");
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("scale.ts:1:13: ERROR: Expected identifier but found");
  expect(stderr).not.toContain("at ");
});
