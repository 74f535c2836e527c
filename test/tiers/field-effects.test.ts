import { recordedManifest } from "../../cli/record/recorded-manifest";
import { estimateCost } from "../../models/cost/estimate";
import { pricesOf } from "../../models/cost/prices/price-books";
import { capacityOf } from "../../models/capacity/capacity";
import { fieldValue, TIER_NAMES, tierFields, tierNamed } from "../../tiers";
import { everyFieldOtherwise, FIELD_CHANGES, FURTHER_CHANGES } from "../support/field-changes";
import { describeFieldChanges } from "../support/describe-field-changes";
import { worseThanTheClass } from "../support/field-effects";
import { sampled, sampleOf } from "../support/seed";

// field-effects.engine.test.ts goes through all of them.
describeFieldChanges(sampleOf("fields that are set otherwise", FIELD_CHANGES, 6));

test("a field between larger neighbours says the worst as well", async () => {
  const change = FURTHER_CHANGES[sampled("change of a field", FURTHER_CHANGES.length) - 1];
  expect(change === undefined ? ["none"] : await worseThanTheClass(change)).toEqual([]);
});

describe("a tier with every field otherwise", () => {
  const name = TIER_NAMES[sampled("tier with every field otherwise", TIER_NAMES.length) - 1] ?? "100";
  const otherwise = everyFieldOtherwise(name);
  const beside = sampleOf(
    "tiers beside it",
    TIER_NAMES.filter((each) => each !== name),
    2,
  );

  test("has no field as it was, but those with one legal value", () => {
    const same = tierFields.filter(
      ({ path }) =>
        JSON.stringify(fieldValue(otherwise, path)) === JSON.stringify(fieldValue(tierNamed(name), path)),
    );
    expect(same.map(({ path }) => path)).toEqual(["name", "network.zoneCount", "qdrant.shardCount"]);
  });

  test("changes nothing that another tier builds, carries or costs", async () => {
    const file = `../../tiers/tier-${name}`;
    const [exported = ""] = Object.keys(jest.requireActual<object>(file));
    await jest.isolateModulesAsync(async () => {
      jest.doMock(file, () => ({ [exported]: otherwise }));
      const { dryRun } = await import("../../stacks/dry-run");
      const isolated = {
        ...(await import("../../models/cost/estimate")),
        ...(await import("../../models/capacity/capacity")),
        ...(await import("../../tiers")),
      };
      expect(isolated.tierNamed(name)).toEqual(otherwise);
      for (const other of beside) {
        const [before, after] = [await recordedManifest(other), await dryRun(other)];
        expect(after).toEqual(before);
        // Formulas of a module that is loaded twice are two functions.
        expect(JSON.stringify(isolated.capacityOf(after.spec))).toBe(JSON.stringify(capacityOf(before.spec)));
        const book = pricesOf(before.region);
        expect(isolated.estimateCost(after, book)).toEqual(estimateCost(before, book));
      }
    });
    jest.dontMock(file);
  });
});
