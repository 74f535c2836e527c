import type { Rehearsal, Run } from "../../rehearsal/rehearsal";

declare global {
  /** Of the environment of the suites. */
  var hasCutOffRuns: boolean | undefined;
}

/** Says that an `up` of this suite fails on purpose, in this process: what the SDK leaves of its program is no failure. */
export const expectCutOffRuns = (): void => {
  globalThis.hasCutOffRuns = true;
};

/** An `up` that is cut off before its k-th change. */
export async function cutOff({ world }: Rehearsal, k: number, up: () => Promise<Run>): Promise<void> {
  world.restartNumbering();
  world.hooks = {
    beforeChange: (n) => (n === k ? Promise.reject(new Error(`injected fault ${k}`)) : undefined),
  };
  const { failure } = await up();
  world.hooks = {};
  expect(failure).toContain(`injected fault ${k}`);
}
