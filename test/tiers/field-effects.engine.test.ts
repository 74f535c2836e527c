import { recordAll } from "../runner/record-manifests";
import { FURTHER_CHANGES } from "../support/field-changes";
import { worseThanTheClass } from "../support/field-effects";

// It needs no engine, but about a hundred recordings: `field-effects.test.ts` takes one of them.
beforeAll(() => recordAll("furtherFields"));

test.each(FURTHER_CHANGES.map((change) => [change.field.path, change.tier, change] as const))(
  "%s at tier %s says the worst that the upgrade report finds in its change to its neighbour's",
  async (_path, _tier, change) => {
    expect(await worseThanTheClass(change)).toEqual([]);
  },
);
