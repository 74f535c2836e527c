import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../../..");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "scale-streams-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A line of a shell in which `scale` is the launcher, and `$OUT` a folder. */
function shell(line: string): Ended {
  const script = `set -o pipefail; scale() { "${ROOT}/scale" "$@"; }; ${line}`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], {
    env: { ...process.env, OUT: folder },
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return { code: status, stdout, stderr };
}

const DISK_FULL = "the disk is full; free some space or choose another disk";

test("a reader that has enough ends us quietly", () => {
  expect(shell("scale manifest 20k --json | head -1")).toEqual({ code: 0, stdout: "{\n", stderr: "" });
  expect(shell("scale tiers --help | true")).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("nor does one that is slow cut anything", () => {
  const { code, stdout } = shell("scale manifest 20k --json | (sleep 0.3; cat)");
  expect([code, (JSON.parse(stdout) as { tier: string }).tier]).toEqual([0, "20k"]);
});

test("a gate that is closed stays closed when nobody reads the report", () => {
  const { code, stderr } = shell("scale upgrade 100 500 --gate | true");
  expect(code).toBe(3);
  expect(stderr).toContain("From tier 100 to tier 500 the gate is closed:");
});

test.each([
  ["a report", "scale placement 100"],
  ["help", "scale --help"],
])("%s on a full disk is an error", (_what, command) => {
  expect(shell(`${command} >/dev/full`)).toEqual({
    code: 2,
    stdout: "",
    stderr: `Cannot write standard output: ${DISK_FULL}. The result is not whole.\n`,
  });
});

test("a result that is cut off by a limit is an error, to standard output and to a file", () => {
  const TOO_LARGE = "a file may not be as large here; raise the limit (ulimit -f) or choose another disk";
  expect(shell('ulimit -f 8; scale manifest 20k --json >"$OUT/cut.json"')).toEqual({
    code: 2,
    stdout: "",
    stderr: `Cannot write standard output: ${TOO_LARGE}. The result is not whole.\n`,
  });
  expect(shell('ulimit -f 8; scale manifest 20k --json --out "$OUT/whole.json"; ls "$OUT"').stdout).toBe(
    "cut.json\n",
  );
});

test("messages that nobody can read change no exit code", () => {
  expect(shell("scale preview 5OO 2>/dev/full").code).toBe(2);
  expect(shell("scale placement 100 --out /dev/null 2>/dev/full").code).toBe(0);
});

test("what a shell puts in a file's place gets the result", () => {
  expect(shell("scale placement 100 --out >(cat) | cat").stdout).toContain("t4g.medium");
  expect(shell("scale placement 100 --out /dev/stdout | cat").stdout).toContain("t4g.medium");
  expect(shell("scale placement 100 --out /dev/stderr 2>&1 >/dev/null").stdout).toContain("t4g.medium");
});

test("a log that standard output is added to keeps what it had", () => {
  shell('echo before >"$OUT/log"; scale placement 100 --out /dev/stdout >>"$OUT/log"');
  expect(readFileSync(join(folder, "log"), "utf8")).toMatch(/^before\n\S[^]*t4g\.medium/);
});

test("a narrow terminal gets what fits", () => {
  const { stdout } = shell("COLUMNS=40 scale tiers");
  expect(stdout.split("\n").filter((line) => line.length > 40)).toEqual([]);
  expect(stdout).toContain("t4g.small");
  // A column of one word each has no wrap that is shorter than its longest word.
  const narrow = shell("COLUMNS=20 scale preview 100");
  expect([narrow.code, narrow.stderr]).toEqual([0, ""]);
});
