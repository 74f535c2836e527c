import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { main } from "./command";

/** An environment that finds what lies in a folder, and keeps what it makes there. */
export const environmentOf = (folder: string, changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: `${join(folder, "bin")}:/bin`,
  HOME: folder,
  XDG_CACHE_HOME: join(folder, "cache"),
  ...changes,
});

/** The last line of what getting a program says when it ends with exit code 2. */
export async function refusalOf(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  let err = "";
  const streams = { stdout: { write: () => true }, stderr: { write: (text: string) => (err += text) } };
  expect(await main([name], streams, { env })).toBe(2);
  return err.trimEnd().split("\n").at(-1);
}

/** Writes a program of `sh`. */
export function program(path: string, body: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** The body of a program that starts another one, writes down its process id and does not end by itself. */
export const startsAnother = (pidFile: string, redirect = ""): string =>
  `sleep 600 ${redirect} & echo $! > ${pidFile}.new; mv ${pidFile}.new ${pidFile}; wait`;

/** Whether a process still does something; one that waits only for its parent to notice does not. */
export function isRunning(pid: number): boolean {
  try {
    const state = execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return state !== "" && !state.startsWith("Z");
  } catch {
    return false;
  }
}

/** Ends with the test's own limit when it never comes true. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await wait(20);
}

export async function pidIn(file: string): Promise<number> {
  await until(() => existsSync(file));
  return Number(readFileSync(file, "utf8"));
}
