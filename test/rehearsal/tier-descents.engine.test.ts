import { beginFresh } from "../support/fresh-stack";
import { casesOf } from "../support/seed";
import { sizesKept } from "../support/step-config";
import { describeTierStep } from "../support/tier-step";

const DESCENTS = [
  ["2k", "500"],
  ["5k", "2k"],
] as const;

describe.each(casesOf("descents", DESCENTS, 1))(
  "a descent with the sizes kept that cannot shrink",
  (from, to) => {
    describeTierStep(from, to, {
      begin: () => beginFresh(from, sizesKept(from, to)),
      end: (rehearsal) => rehearsal.end(),
    });
  },
);
