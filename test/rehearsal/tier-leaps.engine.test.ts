import { TIER_NAMES } from "../../tiers";
import { TIER_PAIRS } from "../runner/recordings";
import { beginFresh } from "../support/fresh-stack";
import { casesOf } from "../support/seed";
import { describeTierStep } from "../support/tier-step";

/** Those to the next tier are in `tier-chain.engine.test.ts`. */
const LEAPS = TIER_PAIRS.filter(([from, to]) => TIER_NAMES.indexOf(to) > TIER_NAMES.indexOf(from) + 1);

describe.each(casesOf("leaps", LEAPS, 1))("a leap over one or more tiers", (from, to) => {
  describeTierStep(from, to, { begin: () => beginFresh(from), end: (rehearsal) => rehearsal.end() });
});
