import { openDisturber } from "../support/disturb";
import type { DisturbedRun } from "../support/disturbed-runs";
import { expectFaultSurvived } from "../support/expect-survived";
import { casesOf } from "../support/seed";

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
  const isRefusal = (fault: number): boolean => fault % NOT_READY_EVERY > 0;
  const all = Array.from({ length: FAULTS }, (_, index) => index + 1);
  const faults = [
    ...casesOf("refusals", all.filter(isRefusal), 3),
    ...casesOf(
      "objects that are not ready",
      all.filter((fault) => !isRefusal(fault)),
      1,
    ),
  ];

  test.each(faults)(
    `fault %i of ${FAULTS} stops it with its own message; the next one converges to the same world`,
    async (fault) => {
      const run = await disturb({ k: kOf(fault), kind: isRefusal(fault) ? "refuse" : "not ready" });
      hit.push(run.k);
      expectFaultSurvived(run, undisturbed);
    },
  );

  test("the faults were spread from the first create to the last", () => {
    expect(new Set(hit).size).toBe(faults.length);
    expect(kOf(1)).toBe(1);
    expect(kOf(FAULTS)).toBe(undisturbed.length);
  });
});
