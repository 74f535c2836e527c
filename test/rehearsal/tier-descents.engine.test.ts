import { beginFresh } from "../support/fresh-stack";
import { sizesKept } from "../support/step-config";
import { describeTierStep } from "../support/tier-step";

describe.each([
  ["2k", "500"],
  ["5k", "2k"],
] as const)("a descent with the sizes kept that cannot shrink", (from, to) => {
  describeTierStep(from, to, {
    begin: () => beginFresh(from, sizesKept(from, to)),
    end: (rehearsal) => rehearsal.end(),
  });
});
