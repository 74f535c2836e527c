import { recordedManifest } from "../../cli/record/recorded-manifest";
import { recordAll } from "../runner/record-manifests";
import { describeFieldChanges } from "../support/describe-field-changes";
import { FIELD_CHANGES, FURTHER_CHANGES } from "../support/field-changes";
import { worseThanTheClass } from "../support/field-effects";
import { casesOf } from "../support/seed";

// They need no engine, but some 140 recordings: `field-effects.test.ts` takes a sample of them.
const CHANGES = casesOf("fields that are set otherwise", FIELD_CHANGES, 6);
beforeAll(() =>
  recordAll(
    "fields",
    CHANGES.map((change) => FIELD_CHANGES.indexOf(change)),
  ),
);
describeFieldChanges(CHANGES);

describe("between larger neighbours", () => {
  const changes = casesOf("fields between larger neighbours", FURTHER_CHANGES, 6);

  beforeAll(() =>
    recordAll(
      "furtherFields",
      changes.map((change) => FURTHER_CHANGES.indexOf(change)),
    ),
  );

  test.each(changes.map((change) => [change.field.path, change.tier, change] as const))(
    "%s at tier %s says the worst that the upgrade report finds in its change to its neighbour's",
    async (_path, _tier, change) => {
      expect(await worseThanTheClass(change)).toEqual([]);
    },
  );
});

test("a budget line is the limit of a budget of its own", async () => {
  const lines = FIELD_CHANGES.filter(({ field }) => field.path.startsWith("budgetLinesUsd."));
  for (const { tier, sizes, changed } of lines) {
    const [before, after] = [
      await recordedManifest(tier),
      await recordedManifest(sizes, {}, { tellsSecretsApart: true }),
    ];
    const limits = (of: typeof before) =>
      new Map(of.resources.map(({ name, inputs }) => [name, inputs["limitAmount"]]));
    const moved = [...limits(after)].filter(([name, limit]) => limits(before).get(name) !== limit);
    expect(moved.map(([name]) => name).sort()).toEqual(
      changed.map((path) => `operations-budget-${path.split(".")[1] ?? ""}`).sort(),
    );
  }
});
