import { TIER_NAMES } from "../../tiers";
import type { Cut, CutStep, CutStepQuestion, UndisturbedStep } from "../support/cut-steps";
import { NOTHING_LEFT } from "../support/expect-survived";
import { openScript } from "../support/script-session";

const STEPS = TIER_NAMES.slice(1).map((to, index) => [TIER_NAMES[index] ?? to, to] as const);

const { ask, close } = openScript("cut-steps.ts");
const cutOff = async (cut: Cut): Promise<CutStep> =>
  (await ask({ cut } satisfies CutStepQuestion)) as CutStep;

afterAll(close);

describe.each(STEPS)("a step from %s to %s", (from, to) => {
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
    expect(end.guarded).toMatchObject(undisturbed.guardedBefore);
  }

  test("that a provider refuses says why, leaves nothing to clear and goes through when run again", async () => {
    const step = await cutOff("refuse");
    expect(step.failure).toContain(`injected fault ${step.k}`);
    expect(step.left).toEqual(NOTHING_LEFT);
    expectSurvived(step);
  });

  test("whose provider is gone says so, leaves nothing to clear and goes through when run again", async () => {
    const step = await cutOff("unreachable");
    expect(step.failure).toContain("the provider cannot be reached");
    expect(step.left).toEqual(NOTHING_LEFT);
    expectSurvived(step);
  });

  test.each(["kill before", "kill after"] as const)(
    "whose CLI dies of a %s a change leaves a lock and what was under way, is recovered and goes through",
    async (cut) => {
      const step = await cutOff(cut);
      expect(step.failure).not.toBe("");
      expect(step.left.locks).toMatchObject([{ isOwnerAlive: false }]);
      expect(step.left.pending.length).toBeGreaterThan(0);
      expectSurvived(step);
    },
  );
});
