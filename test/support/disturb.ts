import type { Disturbance, DisturbedRun } from "./disturbed-runs";
import { runScript } from "./run-script";

/** Runs `up` of tier 500 once for each disturbance, in a process of its own. */
export async function disturb(disturbances: readonly Disturbance[]): Promise<DisturbedRun[]> {
  return (await runScript("disturbed-runs.ts", JSON.stringify(disturbances))) as DisturbedRun[];
}
