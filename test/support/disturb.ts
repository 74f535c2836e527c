import type { Disturbance, DisturbedRun } from "./disturbed-runs";
import { openScript } from "./script-session";

/** What came of an `up` of tier 500 that was disturbed. */
export type Disturb = (disturbance: Disturbance) => Promise<DisturbedRun>;

/** Starts the process that disturbs one run after another. */
export function openDisturber(): { readonly disturb: Disturb; readonly close: () => Promise<void> } {
  const { ask, close } = openScript("disturbed-runs.ts");
  return { disturb: async (disturbance) => (await ask(disturbance)) as DisturbedRun, close };
}
