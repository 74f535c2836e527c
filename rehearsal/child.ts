import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { endWithUs } from "./end-with-us";
import { errorCode } from "./error-code";

/** Why a program ended. */
export type ProcessEnd =
  | { readonly kind: "code"; readonly code: number }
  | { readonly kind: "signal"; readonly signal: NodeJS.Signals }
  /** We ended it, as it took longer than it may. */
  | { readonly kind: "limit"; readonly limitMs: number }
  /** Such as `ENOENT`. */
  | { readonly kind: "not started"; readonly error: string }
  /** We ended it, as the user did not want it any more. */
  | { readonly kind: "aborted" };

/** How a program ended. */
export interface ProcessResult {
  /** Its exit code; -1 when it could not be started or was stopped. */
  readonly code: number;
  readonly end: ProcessEnd;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  /** Told each whole line of standard error. */
  readonly line?: (text: string) => void;
  /** Text of its standard input; none by default. */
  readonly input?: string;
}

const IS_POSIX = process.platform !== "win32";
/** From the polite signal to the one that cannot be refused. */
const GRACE_MS = 2000;
const GONE_MS = 500;
const POLL_MS = 20;

function send(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    // Nobody of the group is there any more.
    return false;
  }
}

/** A process that was killed may write for another moment, and what it wrote is about to be removed. */
async function whenGone(group: number): Promise<void> {
  for (let waited = 0; waited < GONE_MS && send(group, 0); waited += POLL_MS) await wait(POLL_MS);
}

/**
 * Runs a program to its end; never blocks the event loop, on which stand-in providers answer. One that has a signal or a
 * limit is a group of its own on POSIX, and is ended together with the programs it started.
 */
export async function run(
  command: string,
  args: readonly string[],
  { env, cwd, signal, timeoutMs, line, input }: RunOptions,
): Promise<ProcessResult> {
  if (signal?.aborted === true) return { code: -1, end: { kind: "aborted" }, stdout: "", stderr: "" };
  const isGroup = IS_POSIX && (signal !== undefined || timeoutMs !== undefined);
  return await new Promise((done) => {
    const child = spawn(command, args, {
      env,
      ...(cwd === undefined ? {} : { cwd }),
      detached: isGroup,
      stdio: ["pipe", "pipe", "pipe"],
    });
    const group = isGroup ? child.pid : undefined;
    const guarded = group === undefined ? undefined : endWithUs(group);
    let stdout = "";
    let stderr = "";
    let open = "";
    let stopped: ProcessEnd | undefined;
    let force: NodeJS.Timeout | undefined;

    const kill = (how: NodeJS.Signals): void => {
      if (group === undefined) child.kill(how);
      else send(group, how);
    };
    const stop = (why: ProcessEnd): void => {
      if (stopped !== undefined) return;
      stopped = why;
      kill("SIGTERM");
      force = setTimeout(() => {
        kill("SIGKILL");
        // A program that has left the group may hold them open for ever.
        child.stdout.destroy();
        child.stderr.destroy();
      }, GRACE_MS);
    };
    const onAbort = (): void => {
      stop({ kind: "aborted" });
    };
    const limit =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            stop({ kind: "limit", limitMs: timeoutMs });
          }, timeoutMs);
    signal?.addEventListener("abort", onAbort);

    const settle = (end: ProcessEnd): void => {
      clearTimeout(limit);
      clearTimeout(force);
      signal?.removeEventListener("abort", onAbort);
      guarded?.kill("SIGKILL");
      done({ code: end.kind === "code" ? end.code : -1, end, stdout, stderr });
    };

    // A program that ends without reading all of it says why by itself.
    child.stdin.on("error", () => undefined).end(input ?? "");
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      const lines = `${open}${text}`.split("\n");
      open = lines.pop() ?? "";
      for (const whole of lines) line?.(whole);
    });
    child.on("error", (error) => {
      stderr += error.message;
      settle({ kind: "not started", error: errorCode(error) });
    });
    child.on("close", (code, by) => {
      if (stopped === undefined || group === undefined) {
        settle(
          stopped ?? (by === null ? { kind: "code", code: code ?? -1 } : { kind: "signal", signal: by }),
        );
        return;
      }
      const end = stopped;
      // Those that it started and that did not listen.
      send(group, "SIGKILL");
      void whenGone(group).then(() => {
        settle(end);
      });
    });
  });
}

const DISK_FULL = /ENOSPC|no space left on device/i;
/** What Go says when a compiler that it started is killed. */
const PART_KILLED = /signal: killed/;

function lastLine(text: string): string | undefined {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .at(-1);
}

function duration(ms: number): string {
  const [amount, unit] = ms < 60_000 ? [ms / 1000, "second"] : [ms / 60_000, "minute"];
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

/** Whether a program ended because it could not write any more. */
export const isDiskFull = ({ end, stderr }: ProcessResult): boolean =>
  (end.kind === "code" || end.kind === "signal") && DISK_FULL.test(stderr);

/** Why a program did not do its work, in words that follow its name and a colon. */
export function howItEnded(ended: ProcessResult): string {
  const { end, stderr } = ended;
  if (isDiskFull(ended)) return "the disk is full";
  switch (end.kind) {
    case "limit":
      return `it was ended after its limit of ${duration(end.limitMs)}`;
    case "aborted":
      return "it was interrupted";
    case "not started":
      return end.error === "ENOENT" ? "it is not installed" : `it cannot be started (${end.error})`;
    case "signal":
      return `signal ${end.signal} ended it${end.signal === "SIGKILL" ? " (often: too little memory)" : ""}`;
    case "code":
      if (PART_KILLED.test(stderr)) return "signal SIGKILL ended a part of it (often: too little memory)";
      return lastLine(stderr) ?? `it ended with code ${end.code} and said nothing`;
  }
}
