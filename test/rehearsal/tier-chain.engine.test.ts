import type { Rehearsal } from "../../rehearsal/rehearsal";
import { TIER_NAMES, type TierName } from "../../tiers";
import { beginFresh } from "../support/fresh-stack";
import { casesOf } from "../support/seed";
import { describeTierStep } from "../support/tier-step";

const STEPS = TIER_NAMES.slice(1).map((to, index) => [TIER_NAMES[index] ?? to, to] as const);

let growing: { readonly rehearsal: Rehearsal; readonly tier: TierName } | undefined;

/** The stack that the step before has left; a fresh one where there was none, as between steps of a sample. */
async function grownTo(from: TierName, to: TierName): Promise<Rehearsal> {
  if (growing?.tier !== from) await growing?.rehearsal.end();
  const rehearsal = growing?.tier === from ? growing.rehearsal : await beginFresh(from);
  growing = { rehearsal, tier: to };
  return rehearsal;
}

afterAll(() => growing?.rehearsal.end());

describe("one stack through all tiers", () => {
  casesOf("steps to the next tier", STEPS, 1).forEach(([from, to]) => {
    describeTierStep(from, to, {
      begin: () => grownTo(from, to),
      // The next step begins where this one ends.
      end: () => Promise.resolve(),
    });
  });
});
