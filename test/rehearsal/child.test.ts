import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { howItEnded, isDiskFull, run, type ProcessEnd } from "../../rehearsal/child";
import { isRunning, pidIn, program, startsAnother, until } from "../binaries/fake-programs";

const ROOT = join(__dirname, "../..");
const env = { PATH: "/usr/bin:/bin" };

let folder: string;
let pidFile: string;

const sh = (body: string): string => program(join(folder, "it"), body);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "child-"));
  pidFile = join(folder, "pid");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a program that ends by itself", () => {
  test("gives its code, what it printed, and each line while it runs", async () => {
    const lines: string[] = [];
    const it = sh("echo out; echo one >&2; echo two >&2; exit 3");
    expect(await run(it, [], { env, line: (text) => void lines.push(text) })).toEqual({
      code: 3,
      end: { kind: "code", code: 3 },
      stdout: "out\n",
      stderr: "one\ntwo\n",
    });
    expect(lines).toEqual(["one", "two"]);
  });

  test("in time is not ended", async () => {
    const { signal } = new AbortController();
    expect(await run(sh("echo out"), [], { env, signal, timeoutMs: 600_000 })).toMatchObject({
      end: { kind: "code", code: 0 },
      stdout: "out\n",
    });
  });

  test("by a signal gives the signal", async () => {
    expect(await run(sh("kill -s KILL $$"), [], { env })).toMatchObject({
      code: -1,
      end: { kind: "signal", signal: "SIGKILL" },
    });
  });
});

test("a program that is not there is not started", async () => {
  const ended = await run("no-such-program", [], { env, timeoutMs: 600_000 });
  expect(ended).toMatchObject({ code: -1, end: { kind: "not started", error: "ENOENT" } });
});

describe("a program that is ended", () => {
  test.each([
    ["holds its output open", ""],
    ["has closed it", ">/dev/null 2>&1"],
  ])("by its limit is ended with what it started, when that %s", async (_, redirect) => {
    const it = sh(startsAnother(pidFile, redirect));
    // However slow this machine is, one of the limits leaves it the time to start.
    for (let timeoutMs = 250; !existsSync(pidFile); timeoutMs *= 2)
      expect(await run(it, [], { env, timeoutMs })).toMatchObject({
        code: -1,
        end: { kind: "limit", limitMs: timeoutMs },
      });
    expect(isRunning(await pidIn(pidFile))).toBe(false);
  });

  test("by the user is ended with what it started", async () => {
    const controller = new AbortController();
    const ended = run(sh(startsAnother(pidFile)), [], { env, signal: controller.signal });
    const pid = await pidIn(pidFile);
    controller.abort();
    expect(await ended).toMatchObject({ code: -1, end: { kind: "aborted" } });
    expect(isRunning(pid)).toBe(false);
  });

  test("and does not listen is killed", async () => {
    const controller = new AbortController();
    const deaf = sh(`trap "" TERM; ${startsAnother(pidFile)}; wait`);
    const ended = run(deaf, [], { env, signal: controller.signal });
    const pid = await pidIn(pidFile);
    controller.abort();
    expect(await ended).toMatchObject({ code: -1, end: { kind: "aborted" } });
    expect(isRunning(pid)).toBe(false);
  });

  test("before it began is not begun", async () => {
    const it = sh(`echo 1 > ${pidFile}`);
    expect(await run(it, [], { env, signal: AbortSignal.abort() })).toEqual({
      code: -1,
      end: { kind: "aborted" },
      stdout: "",
      stderr: "",
    });
  });
});

describe.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)("a process of ours that %s ends", (by) => {
  test.each([
    ["runs to its end", "rehearsal/child", "run", "[], { env: process.env, timeoutMs: 600_000 }"],
    ["is started beside tests", "test/kubernetes/processes", "start", "[]"],
  ])("leaves nothing of what %s", async (_, file, name, rest) => {
    const script = join(folder, "ours.ts");
    const it = sh(startsAnother(pidFile));
    writeFileSync(
      script,
      `import { ${name} } from ${JSON.stringify(join(ROOT, file))};
void ${name}(${JSON.stringify(it)}, ${rest});`,
    );
    const ours = spawn(process.execPath, ["--import", "tsx", script], { cwd: ROOT, stdio: "ignore" });
    const ended = new Promise((done) =>
      ours.once("exit", (_code, signal) => {
        done(signal);
      }),
    );
    const pid = await pidIn(pidFile);
    expect(isRunning(pid)).toBe(true);
    ours.kill(by);
    expect(await ended).toBe(by);
    await until(() => !isRunning(pid));
  });
});

describe("how a program ended, in words", () => {
  const words = (end: ProcessEnd, stderr = ""): string =>
    howItEnded({ code: end.kind === "code" ? end.code : -1, end, stdout: "", stderr });

  test.each<[ProcessEnd, string, string]>([
    [{ kind: "limit", limitMs: 1_800_000 }, "half", "it was ended after its limit of 30 minutes"],
    [{ kind: "limit", limitMs: 60_000 }, "", "it was ended after its limit of 1 minute"],
    [{ kind: "limit", limitMs: 500 }, "", "it was ended after its limit of 0.5 seconds"],
    [{ kind: "limit", limitMs: 1000 }, "", "it was ended after its limit of 1 second"],
    [{ kind: "aborted" }, "half", "it was interrupted"],
    [{ kind: "not started", error: "ENOENT" }, "spawn go ENOENT", "it is not installed"],
    [{ kind: "not started", error: "EACCES" }, "spawn go EACCES", "it cannot be started (EACCES)"],
    [{ kind: "signal", signal: "SIGKILL" }, "half", "signal SIGKILL ended it (often: too little memory)"],
    [{ kind: "signal", signal: "SIGSEGV" }, "half", "signal SIGSEGV ended it"],
    [
      { kind: "code", code: 1 },
      "k8s.io/api/core/v1: compile: signal: killed\n",
      "signal SIGKILL ended a part of it (often: too little memory)",
    ],
    [{ kind: "code", code: 1 }, "write b.o: no space left on device\nexit\n", "the disk is full"],
    [{ kind: "code", code: 1 }, "[Errno 28] No space left on device", "the disk is full"],
    [{ kind: "signal", signal: "SIGBUS" }, "ENOSPC: write", "the disk is full"],
    [{ kind: "code", code: 1 }, "first\n  proxy: 403 Forbidden \n\n", "proxy: 403 Forbidden"],
    [{ kind: "code", code: 7 }, " \n", "it ended with code 7 and said nothing"],
  ])("%j that said %j", (end, stderr, expected) => {
    expect(words(end, stderr)).toBe(expected);
  });

  test("the disk is not to blame for a program that we ended", () => {
    const ended = { code: -1, end: { kind: "aborted" } as const, stdout: "", stderr: "ENOSPC" };
    expect(isDiskFull(ended)).toBe(false);
  });
});
