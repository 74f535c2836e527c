import type { Rehearsal } from "../../rehearsal/rehearsal";
import type { World } from "../../rehearsal/world";
import { openDisturber } from "../support/disturb";
import { expectFaultSurvived, expectKillSurvived } from "../support/expect-survived";
import { beginOnEngine } from "../support/rehearsal";
import { sampled } from "../support/seed";
import { describeTierStep } from "../support/tier-step";

/**
 * What `npm test` proves on the real engine: one tier comes up, takes a step, and survives what disturbs it, each time at
 * other places. All tiers, all steps and all places are in the other suites of this kind: `npm run test:all`.
 */
describe("tier 500 on the engine", () => {
  let rehearsal: Rehearsal;
  let fresh: ReturnType<World["contents"]>;

  beforeAll(async () => {
    rehearsal = await beginOnEngine({ tier: "500" });
  });
  afterAll(() => rehearsal.end());

  test("comes up, each object created once and known to the state", async () => {
    const up = await rehearsal.up();
    expect([up.failure, up.warnings]).toEqual(["", []]);
    fresh = rehearsal.world.contents();
    expect(rehearsal.world.counters.created).toBe(fresh.length);
    expect(rehearsal.world.orphans(await rehearsal.resources())).toEqual([]);
  });

  test("changes nothing when it is brought up again", async () => {
    expect(await rehearsal.up()).toMatchObject({ failure: "", steps: [] });
  });

  describeTierStep("500", "2k", {
    begin: () => Promise.resolve(rehearsal),
    end: () => Promise.resolve(),
  });

  describe("disturbed while it comes up", () => {
    const { disturb, close } = openDisturber();
    afterAll(close);

    test("a provider refuses a create, and the next `up` converges", async () => {
      const k = sampled("create that is refused", fresh.length);
      expectFaultSurvived(await disturb({ k, kind: "refuse" }), fresh);
    });

    test("the CLI is killed, recovery clears what it left, and the next `up` converges", async () => {
      const k = sampled("create at which the CLI is killed", fresh.length);
      expectKillSurvived(await disturb({ k, kind: "kill after" }), fresh);
    });
  });
});
