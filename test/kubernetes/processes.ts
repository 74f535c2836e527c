import { spawn, type ChildProcess } from "node:child_process";
import { endWithUs } from "../../rehearsal/end-with-us";

/** A program that runs beside the tests. */
export interface Started {
  readonly child: ChildProcess;
  /** The end of what it said. */
  readonly said: () => string;
}

/** Starts a program, which ends with this process, however that ends. */
export function start(command: string, args: readonly string[], env = process.env): Started {
  const child = spawn(command, args, { detached: true, stdio: ["ignore", "ignore", "pipe"], env });
  const guarded = child.pid === undefined ? undefined : endWithUs(child.pid);
  child.once("exit", () => guarded?.kill("SIGKILL"));
  let text = "";
  child.stderr.setEncoding("utf8").on("data", (more: string) => (text = `${text}${more}`.slice(-4000)));
  return { child, said: () => text };
}

export async function stop({ child }: Started): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}

export const flags = (values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values).map(([name, value]) => `--${name}=${value}`);
