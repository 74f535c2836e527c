import type { Rehearsal } from "../../rehearsal/rehearsal";
import { TIER_NAMES } from "../../tiers";
import { beginFresh } from "../support/fresh-stack";
import { describeTierStep } from "../support/tier-step";

let growing: Rehearsal | undefined;

afterAll(() => growing?.end());

describe("one stack through all tiers", () => {
  TIER_NAMES.slice(1).forEach((to, index) => {
    describeTierStep(TIER_NAMES[index] ?? to, to, {
      begin: async () => (growing ??= await beginFresh(TIER_NAMES[0])),
      // The next step begins where this one ends.
      end: () => Promise.resolve(),
    });
  });
});
