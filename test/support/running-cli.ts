import { execFileSync } from "node:child_process";

/** The CLI this process started and that runs `up`; other processes of the machine are never looked at. */
function runningCli(): number {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const pids = rows
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row))
    .filter((match) => Number(match?.[2]) === process.pid && / up /.test(match?.[3] ?? ""))
    .map((match) => Number(match?.[1]));
  const [pid] = pids;
  if (pid === undefined || pids.length > 1) throw new Error(`${pids.length} CLIs run \`up\`.`);
  return pid;
}

/** Kills it in the middle of a call to a provider, whose answer then never comes. */
export function killRunningCli(): Promise<never> {
  process.kill(runningCli(), "SIGKILL");
  return new Promise(() => undefined);
}
