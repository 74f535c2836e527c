import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** Runs a script of this folder in a process of its own, and returns the JSON that it prints. */
export async function runScript(file: string, ...args: readonly string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", join(__dirname, file), ...args],
    { maxBuffer: 2 ** 28 },
  );
  return JSON.parse(stdout) as unknown;
}
