import { openDisturber } from "../support/disturb";
import type { DisturbedRun } from "../support/disturbed-runs";
import { expectFaultSurvived } from "../support/expect-survived";

const FAULTS = 25;
/** Every fifth leaves an object that exists and is not ready, as a waiter that ran out of time does. */
const NOT_READY_EVERY = 5;

const { disturb, close } = openDisturber();
let undisturbed: DisturbedRun["contents"];
const hit: number[] = [];

/** Numbers of creates spread evenly from the first to the last. */
const kOf = (fault: number): number =>
  1 + Math.round(((fault - 1) * (undisturbed.length - 1)) / (FAULTS - 1));

beforeAll(async () => {
  undisturbed = (await disturb({ k: 0, kind: "none" })).contents;
});
afterAll(close);

describe("an `up` that is refused something", () => {
  test.each(Array.from({ length: FAULTS }, (_, index) => index + 1))(
    `fault %i of ${FAULTS} stops it with its own message; the next one converges to the same world`,
    async (fault) => {
      const kind = fault % NOT_READY_EVERY === 0 ? "not ready" : "refuse";
      const run = await disturb({ k: kOf(fault), kind });
      hit.push(run.k);
      expectFaultSurvived(run, undisturbed);
    },
  );

  test("the faults were spread from the first create to the last", () => {
    expect(new Set(hit).size).toBe(FAULTS);
    expect(hit.at(0)).toBe(1);
    expect(hit.at(-1)).toBe(undisturbed.length);
  });
});
