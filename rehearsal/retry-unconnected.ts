import type { Run } from "./rehearsal";

const ATTEMPTS = 3;
/** What the SDK's gRPC client says when the engine did not accept its connection in time. */
const UNCONNECTED = /14 UNAVAILABLE: No connection established/;

/**
 * Runs an operation anew when the program could not reach the engine, which happens on a machine that is busy with
 * other work. Nothing was done then: a run that did a single step is never repeated.
 */
export async function retryUnconnected(attempt: () => Promise<Run>): Promise<Run> {
  for (let left = ATTEMPTS - 1; left > 0; left -= 1) {
    const run = await attempt();
    if (run.steps.length > 0 || !UNCONNECTED.test(run.failure)) return run;
  }
  return attempt();
}
