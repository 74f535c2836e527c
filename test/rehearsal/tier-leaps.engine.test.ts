import { beginFresh } from "../support/fresh-stack";
import { casesOf } from "../support/seed";
import { describeTierStep } from "../support/tier-step";

const LEAPS = [
  ["100", "2k"],
  ["100", "20k"],
  ["500", "5k"],
  ["2k", "10k"],
  ["5k", "20k"],
] as const;

describe.each(casesOf("leaps", LEAPS, 2))("a leap over one or more tiers", (from, to) => {
  describeTierStep(from, to, { begin: () => beginFresh(from), end: (rehearsal) => rehearsal.end() });
});
