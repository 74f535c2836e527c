import { TIER_NAMES } from "../../tiers";
import { TIER_PAIRS } from "../runner/recordings";
import { beginFresh } from "../support/fresh-stack";
import { casesOf } from "../support/seed";
import { sizesKept } from "../support/step-config";
import { describeTierStep } from "../support/tier-step";

const DESCENTS = TIER_PAIRS.filter(([from, to]) => TIER_NAMES.indexOf(to) < TIER_NAMES.indexOf(from));

describe.each(casesOf("descents", DESCENTS, 1))(
  "a descent with the sizes kept that cannot shrink",
  (from, to) => {
    describeTierStep(from, to, {
      begin: () => beginFresh(from, sizesKept(from, to)),
      end: (rehearsal) => rehearsal.end(),
    });
  },
);
