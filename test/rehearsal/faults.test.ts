import { disturb } from "../support/disturb";
import type { DisturbedRun } from "../support/disturbed-runs";

jest.setTimeout(900_000);

const FAULTS = 25;
/** Every fifth leaves an object that exists and is not ready, as a waiter that ran out of time does. */
const NOT_READY_EVERY = 5;

/** Numbers spread evenly over 1…count, both ends among them. */
const spread = (count: number, samples: number): number[] =>
  Array.from({ length: samples }, (_unused, index) => 1 + Math.round((index * (count - 1)) / (samples - 1)));

let undisturbed: DisturbedRun["contents"];
let runs: readonly DisturbedRun[];

beforeAll(async () => {
  const [first] = await disturb([{ k: 0, kind: "none" }]);
  undisturbed = first?.contents ?? [];
  runs = await disturb(
    spread(undisturbed.length, FAULTS).map((k, index) => ({
      k,
      kind: index % NOT_READY_EVERY === NOT_READY_EVERY - 1 ? "not ready" : "refuse",
    })),
  );
  const converged = runs.filter(({ resumed }) => resumed === "").length;
  const orphans = runs.flatMap(({ orphans: left }) => left).length;
  process.stdout.write(
    `rehearsal: ${runs.length} faults injected into tier 500, ${converged} converged, ${orphans} orphans\n`,
  );
});

test("faults are spread from the first create to the last", () => {
  expect(new Set(runs.map(({ k }) => k)).size).toBe(FAULTS);
  expect(runs.at(0)?.k).toBe(1);
  expect(runs.at(-1)?.k).toBe(undisturbed.length);
});

test("each fault stops the run with its own message", () => {
  for (const { k, failure } of runs) expect(failure).toContain(`injected fault ${k}`);
});

test("a failed run leaves no lock and no pending operation", () => {
  for (const { left, unknownOutcome } of runs) {
    expect(left).toEqual({ locks: [], pending: [], possibleOrphans: [], brokenMetadata: [] });
    expect(unknownOutcome).toBeNull();
  }
});

test("the next `up` converges to the same world", () => {
  for (const { resumed, contents } of runs) {
    expect(resumed).toBe("");
    expect(contents).toEqual(undisturbed);
  }
});

test("nothing is orphaned", () => {
  expect(runs.flatMap(({ k, orphans }) => orphans.map((urn) => ({ k, urn })))).toEqual([]);
});
