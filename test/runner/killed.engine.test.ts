import { execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { isAlive } from "../../rehearsal/is-alive";

const ROOT = join(__dirname, "../..");

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process below one, as they are now. */
async function below(root: number): Promise<Row[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,args="]);
  const rows = stdout.split("\n").flatMap((line): Row[] => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
  const found: Row[] = [];
  for (let parents = [root]; parents.length > 0;) {
    const next = rows.filter(({ parent }) => parents.includes(parent));
    found.push(...next);
    parents = next.map(({ pid }) => pid);
  }
  return found;
}

const POLICY_PACK = "ends-with-engine.cjs";

test.each(["SIGTERM", "SIGKILL"] as const)(
  "jest that is ended by %s leaves no worker, no CLI and no policy pack running",
  async (signal) => {
    const jest_ = spawn(
      process.execPath,
      [
        join(ROOT, "node_modules/jest/bin/jest.js"),
        ...["--selectProjects", "engine", "--no-watchman", "--maxWorkers=2"],
        ...["test/policies/pack-tiers", "test/rehearsal/tiers"],
      ],
      { cwd: ROOT, stdio: "ignore" },
    );
    const ended = new Promise((resolve) => jest_.once("exit", resolve));
    if (jest_.pid === undefined) throw new Error("Jest did not start.");
    let running: Row[] = [];
    while (!running.some(({ command }) => command.includes(POLICY_PACK))) {
      expect(jest_.exitCode).toBeNull();
      await wait(200);
      running = await below(jest_.pid);
    }
    expect(running.filter(({ command }) => command.includes("processChild"))).toHaveLength(2);
    jest_.kill(signal);
    await ended;
    for (let tries = 0; tries < 300 && running.some(({ pid }) => isAlive(pid)); tries += 1) await wait(200);
    expect(running.filter(({ pid }) => isAlive(pid))).toEqual([]);
  },
);
