import { spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

/** Says how it was started, then ends as it is asked to, or by a signal. */
const PROGRAM = `
const [, , ...args] = process.argv;
if (args[0] === "wait") {
  process.on("SIGINT", () => process.exit(130));
  setInterval(() => {}, 1000);
} else process.exitCode = Number(args[0]);
console.log(JSON.stringify({ pid: process.pid, folder: process.cwd(), args }));
`;

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly started: { readonly pid: number; readonly folder: string; readonly args: readonly string[] };
  readonly pid: number | undefined;
}

let folder: string;
let launcher: string;

/** A checkout, in a folder with a space, of the launcher and a program that shows what reached it. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "launcher-"));
  const checkout = join(folder, "check out");
  mkdirSync(join(checkout, "cli"), { recursive: true });
  launcher = join(checkout, "scale");
  cpSync(join(ROOT, "scale"), launcher);
  writeFileSync(join(checkout, "cli/start.cjs"), PROGRAM);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function run(command: string, args: readonly string[], signal?: NodeJS.Signals): Promise<Ended> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
    let printed = "";
    child.stdout.on("data", (text: Buffer) => {
      printed += text.toString();
      if (signal !== undefined && printed.endsWith("\n")) child.kill(signal);
    });
    child.on("error", failed);
    child.on("close", (code, by) => {
      done({ code, signal: by, started: JSON.parse(printed) as Ended["started"], pid: child.pid });
    });
  });
}

test("arguments arrive as they were typed, and the exit code comes back", async () => {
  const args = ["3", "a b", "", "--out=c  d", "*", "$HOME", "--"];
  const { code, started } = await run(launcher, args);
  expect([code, started.args]).toEqual([3, args]);
});

test("it works from any folder, and through symbolic links, absolute or not", async () => {
  mkdirSync(join(folder, "bin"));
  symlinkSync("../check out/scale", join(folder, "bin/relative"));
  symlinkSync(join(folder, "bin/relative"), join(folder, "bin/absolute"));
  for (const command of [launcher, "./check out/scale", "bin/relative", join(folder, "bin/absolute")]) {
    const { code, started } = await run(command, ["0"]);
    expect([code, started.folder]).toEqual([0, folder]);
  }
});

test("a signal reaches the command itself, which has the launcher's process id", async () => {
  const interrupted = await run(launcher, ["wait"], "SIGINT");
  expect([interrupted.code, interrupted.started.pid]).toEqual([130, interrupted.pid]);
  expect((await run(launcher, ["wait"], "SIGTERM")).signal).toBe("SIGTERM");
});

test("Windows has one that starts the same file with the same arguments and exit code", () => {
  expect(readFileSync(join(ROOT, "scale.cmd"), "utf8")).toBe(
    ["@echo off", 'node "%~dp0cli\\start.cjs" %*', "exit /b %ERRORLEVEL%", ""].join("\r\n"),
  );
});

test("npm links the same file as `scale`, which its first line starts by Node", () => {
  const { bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { bin: { scale: string } };
  const file = join(ROOT, bin.scale);
  expect(file).toBe(join(ROOT, "cli/start.cjs"));
  expect(readFileSync(file, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(statSync(file).mode & 0o111).toBe(0o111);
});
