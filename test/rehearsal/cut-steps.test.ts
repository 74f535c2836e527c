import { TIER_NAMES } from "../../tiers";
import type { CutSteps } from "../support/cut-steps";
import { runScript } from "../support/run-script";

jest.setTimeout(900_000);

const STEPS = TIER_NAMES.slice(1).map((to, index) => [TIER_NAMES[index] ?? to, to] as const);
const CLEAN = { locks: [], pending: [], possibleOrphans: [], brokenMetadata: [] };

const results = new Map<string, CutSteps>();

beforeAll(async () => {
  for (const [from, to] of STEPS) results.set(from, (await runScript("cut-steps.ts", from, to)) as CutSteps);
  const cuts = [...results.values()].flatMap(({ cuts: ofOne }) => ofOne);
  const converged = cuts.filter(({ resumed }) => resumed.every((failure) => failure === "")).length;
  process.stdout.write(
    `rehearsal: ${results.size} tier steps cut off ${cuts.length} times, ${converged} converged, ` +
      `${cuts.flatMap(({ guardedLost }) => guardedLost).length} protected objects touched\n`,
  );
});

describe.each(STEPS)("a step from %s to %s", (from) => {
  const result = (): CutSteps => {
    const found = results.get(from);
    if (found === undefined) throw new Error(`The step from ${from} has no result.`);
    return found;
  };

  test("is cut off in the middle of its largest phase, in four ways", () => {
    expect(result().cuts.map(({ cut }) => cut)).toEqual([
      "refuse",
      "kill before",
      "kill after",
      "unreachable",
    ]);
    for (const { k, changes } of result().cuts) {
      expect(k).toBeGreaterThan(1);
      expect(k).toBeLessThan(changes);
    }
  });

  test("says why it stopped", () => {
    const [refused, , , unreachable] = result().cuts;
    expect(refused?.failure).toContain(`injected fault ${refused?.k}`);
    expect(unreachable?.failure).toContain("the provider cannot be reached");
    for (const { failure } of result().cuts) expect(failure).not.toBe("");
  });

  test("leaves a lock of a dead process and what was under way when it is killed, and neither otherwise", () => {
    const [refused, before, after, unreachable] = result().cuts;
    for (const killed of [before, after]) {
      expect(killed?.left.locks).toMatchObject([{ isOwnerAlive: false }]);
      expect(killed?.left.pending.length).toBeGreaterThan(0);
    }
    for (const stopped of [refused, unreachable]) expect(stopped?.left).toEqual(CLEAN);
    for (const { leftAfterRecovery } of result().cuts) expect(leftAfterRecovery).toEqual(CLEAN);
  });

  test("goes through when it is run again", () => {
    for (const { resumed } of result().cuts) expect(resumed).toEqual(resumed.map(() => ""));
  });

  test("ends in the same world, with nothing lost and nothing orphaned", () => {
    for (const { end } of result().cuts) {
      expect(end.contents).toEqual(result().undisturbed.contents);
      expect(end.orphans).toEqual(result().undisturbed.orphans);
    }
  });

  test("touches nothing that is protected at any moment", () => {
    expect(Object.keys(result().guardedBefore).length).toBeGreaterThan(0);
    for (const { guardedLost, end } of result().cuts) {
      expect(guardedLost).toEqual([]);
      expect(end.guarded).toMatchObject(result().guardedBefore);
    }
  });

  test("refuses a second `up` meanwhile, naming the lock and its owner", () => {
    expect(result().concurrent).toMatch(
      /the stack is currently locked by 1 lock\(s\)[^]*created by \S+ \(pid \d+\) at /,
    );
  });
});
