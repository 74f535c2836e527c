import { recordedManifest } from "../../cli/record/recorded-manifest";
import { estimateCost } from "../../models/cost/estimate";
import { pricesOf } from "../../models/cost/prices/price-books";
import { capacityOf } from "../../models/load/capacity";

import { fieldValue, TIER_NAMES, tierFields, tierNamed } from "../../tiers";
import { recordAll } from "../runner/record-manifests";
import { everyFieldOtherwise, FIELD_CHANGES, FURTHER_CHANGES } from "../support/field-changes";
import { isWithoutRule, reached, worseThanTheClass } from "../support/field-effects";
import { seeRecipe } from "../support/recipe";
import { sampled } from "../support/seed";

/** Fields that change nothing of the stack that every dry run has, and why. */
const UNREACHED: Readonly<Record<string, string>> = {
  "network.zoneCount":
    "One value only, and zones come from the region; it decides the phases of Qdrant's peers.",
  comfortableUsers: "What is claimed of the tier: the capacity is worked out and held against it.",
  "app.nextTrafficPercent":
    "Weights of a listener rule, in a stack with nextImage: test/stacks/tiers.test.ts.",
};

const APART = { tellsSecretsApart: true };

const CASES = FIELD_CHANGES.map((change) => [change.field.path, change] as const);

beforeAll(() => recordAll("fields"));

test.each(CASES)("%s reaches what is built, what it carries or what it costs", async (path, change) => {
  const idle = `${path} reaches nothing: use it in a component. ${seeRecipe("A field of a tier")}`;
  expect((await reached(change)).length === 0 ? [idle] : []).toEqual(path in UNREACHED ? [idle] : []);
});

test.each(CASES)("%s says the worst that the upgrade report finds in its change", async (_path, change) => {
  expect(await worseThanTheClass(change)).toEqual([]);
});

test("every field has rules that judge its change, there and back", async () => {
  const without: string[] = [];
  for (const change of FIELD_CHANGES) if (await isWithoutRule(change)) without.push(change.field.path);
  expect(without).toEqual([]);
});

// field-effects.engine.test.ts goes through all of them.
test("so does a field between larger neighbours", async () => {
  const change = FURTHER_CHANGES[sampled("change of a field", FURTHER_CHANGES.length) - 1];
  expect(change === undefined ? ["none"] : await worseThanTheClass(change)).toEqual([]);
});

test("a budget line is the limit of a budget of its own", async () => {
  const lines = FIELD_CHANGES.filter(({ field }) => field.path.startsWith("budgetLinesUsd."));
  for (const { tier, sizes, changed } of lines) {
    const [before, after] = [await recordedManifest(tier), await recordedManifest(sizes, {}, APART)];
    const limits = (of: typeof before) =>
      new Map(of.resources.map(({ name, inputs }) => [name, inputs["limitAmount"]]));
    const moved = [...limits(after)].filter(([name, limit]) => limits(before).get(name) !== limit);
    expect(moved.map(([name]) => name).sort()).toEqual(
      changed.map((path) => `operations-budget-${path.split(".")[1] ?? ""}`).sort(),
    );
  }
});

describe("a tier with every field otherwise", () => {
  const name = TIER_NAMES[sampled("tier with every field otherwise", TIER_NAMES.length) - 1] ?? "100";
  const otherwise = everyFieldOtherwise(name);

  test("has no field as it was, but those with one legal value", () => {
    const same = tierFields.filter(
      ({ path }) =>
        JSON.stringify(fieldValue(otherwise, path)) === JSON.stringify(fieldValue(tierNamed(name), path)),
    );
    expect(same.map(({ path }) => path)).toEqual(["name", "network.zoneCount", "qdrant.shardCount"]);
  });

  test("changes nothing that any other tier builds, carries or costs", async () => {
    const file = `../../tiers/tier-${name}`;
    const [exported = ""] = Object.keys(jest.requireActual<object>(file));
    await jest.isolateModulesAsync(async () => {
      jest.doMock(file, () => ({ [exported]: otherwise }));
      const { dryRun } = await import("../../stacks/dry-run");
      const isolated = {
        ...(await import("../../models/cost/estimate")),
        ...(await import("../../models/load/capacity")),
        ...(await import("../../tiers")),
      };
      expect(isolated.tierNamed(name)).toEqual(otherwise);
      for (const other of TIER_NAMES.filter((each) => each !== name)) {
        const [before, after] = [await recordedManifest(other), await dryRun(other)];
        expect(after).toEqual(before);
        expect(isolated.capacityOf(after.spec)).toEqual(capacityOf(before.spec));
        const book = pricesOf(before.region);
        expect(isolated.estimateCost(after, book)).toEqual(estimateCost(before, book));
      }
    });
    jest.dontMock(file);
  });
});
