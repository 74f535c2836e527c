import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Disturbance, DisturbedRun } from "./disturbed-runs";

/** Runs `up` of tier 500 once for each disturbance, in a process of its own. */
export async function disturb(disturbances: readonly Disturbance[]): Promise<DisturbedRun[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", join(__dirname, "disturbed-runs.ts"), JSON.stringify(disturbances)],
    { maxBuffer: 2 ** 28 },
  );
  return JSON.parse(stdout) as DisturbedRun[];
}
