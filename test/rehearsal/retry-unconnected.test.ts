import type { Run } from "../../rehearsal/rehearsal";
import { retryUnconnected } from "../../rehearsal/retry-unconnected";

const fine: Run = { succeeded: true, steps: [], failure: "", warnings: [], seconds: 1 };
const unconnected: Run = {
  ...fine,
  succeeded: false,
  failure: "One or more errors occurred: 14 UNAVAILABLE: No connection established. Last error: null.",
};
const step: Run["steps"][number] = {
  urn: "urn",
  type: "type",
  name: "name",
  operation: "create",
  diffs: [],
  detailedDiff: {},
  replacedFor: [],
  isRetained: false,
};

/** How often it was tried, and what came of it. */
async function tried(...runs: Run[]): Promise<readonly [number, Run]> {
  let attempts = 0;
  const last = await retryUnconnected(() => Promise.resolve(runs[attempts++] ?? fine));
  return [attempts, last];
}

test("a run that reached the engine is not repeated", async () => {
  expect(await tried(fine)).toEqual([1, fine]);
  const failed = { ...unconnected, failure: "injected fault 3" };
  expect(await tried(failed)).toEqual([1, failed]);
});

test("one that did not is tried three times at most", async () => {
  expect(await tried(unconnected, fine)).toEqual([2, fine]);
  expect(await tried(unconnected, unconnected, unconnected)).toEqual([3, unconnected]);
});

test("one that did a step is never repeated", async () => {
  const begun = { ...unconnected, steps: [step] };
  expect(await tried(begun)).toEqual([1, begun]);
});
