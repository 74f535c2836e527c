import { TIER_NAMES } from "../../tiers";
import type { Cut, CutStep, CutStepQuestion, UndisturbedStep } from "../support/cut-steps";
import { NOTHING_LEFT } from "../support/expect-survived";
import { openScript } from "../support/script-session";
import { casesOf } from "../support/seed";

const STEPS = TIER_NAMES.slice(1).map((to, index) => [TIER_NAMES[index] ?? to, to] as const);

const { ask, close } = openScript("cut-steps.ts");
const cutOff = async (cut: Cut): Promise<CutStep> =>
  (await ask({ cut } satisfies CutStepQuestion)) as CutStep;

// Two or three ups of the largest tiers, with a state that is written at each step: minutes on a busy machine.
jest.setTimeout(900_000);

afterAll(close);

/** It was cut in the middle; run again, it ends in the same world, with nothing lost and nothing orphaned. */
function expectSurvived({ k, changes, leftAfterRecovery, resumed, end, ...cut }: CutStep): void {
  expect(k).toBeGreaterThan(1);
  expect(k).toBeLessThan(changes);
  expect(leftAfterRecovery).toEqual(NOTHING_LEFT);
  expect(resumed).toEqual(resumed.map(() => ""));
  expect(end.contents).toEqual(cut.undisturbed.contents);
  expect(end.orphans).toEqual(cut.undisturbed.orphans);
  // Nothing that is protected was touched at any moment.
  expect(cut.guardedLost).toEqual([]);
}

const expectDeath = ({ failure, left }: CutStep): void => {
  expect(failure).not.toBe("");
  expect(left.locks).toMatchObject([{ isOwnerAlive: false }]);
  expect(left.pending.length).toBeGreaterThan(0);
};

const CUTS: readonly {
  readonly cut: Cut;
  readonly how: string;
  readonly expectLeft: (step: CutStep) => void;
}[] = [
  {
    cut: "refuse",
    how: "that a provider refuses says why, leaves nothing to clear",
    expectLeft: ({ failure, left, k }) => {
      expect(failure).toContain(`injected fault ${k}`);
      expect(left).toEqual(NOTHING_LEFT);
    },
  },
  {
    cut: "unreachable",
    how: "whose provider is gone says so, leaves nothing to clear",
    expectLeft: ({ failure, left }) => {
      expect(failure).toContain("the provider cannot be reached");
      expect(left).toEqual(NOTHING_LEFT);
    },
  },
  {
    cut: "kill before",
    how: "whose CLI dies before a change leaves a lock and what was under way, is recovered",
    expectLeft: expectDeath,
  },
  {
    cut: "kill after",
    how: "whose CLI dies after a change leaves a lock and what was under way, is recovered",
    expectLeft: expectDeath,
  },
];

const steps = casesOf("steps that are cut off", STEPS, 1);
const cuts = casesOf("cuts", CUTS, 1);

describe.each(steps)("a step from %s to %s", (from, to) => {
  let undisturbed: UndisturbedStep;

  beforeAll(async () => {
    undisturbed = (await ask({ from, to } satisfies CutStepQuestion)) as UndisturbedStep;
  });

  test("refuses a second `up` meanwhile, naming the lock and its owner", () => {
    expect(undisturbed.concurrent).toMatch(
      /the stack is currently locked by 1 lock\(s\)[^]*created by \S+ \(pid \d+\) at /,
    );
    expect(Object.keys(undisturbed.guardedBefore).length).toBeGreaterThan(0);
  });

  test.each(cuts)("$how and goes through when run again", async ({ cut, expectLeft }) => {
    const step = await cutOff(cut);
    expectLeft(step);
    expectSurvived(step);
    expect(step.end.guarded).toMatchObject(undisturbed.guardedBefore);
  });
});
