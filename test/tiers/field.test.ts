import { CHANGE_CLASSES, tierFields } from "../../tiers";
import { directionOf } from "../../tiers/fields";

test("the walk finds the fields at every depth", () => {
  const paths = tierFields.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(["users", "budgetLinesUsd.cdn", "qdrant.nodeInstanceType", "cdn.webAclRules"]),
  );
  expect(paths.length).toBeGreaterThan(60);
  expect(new Set(paths).size).toBe(paths.length);
});

test.each(tierFields.map((meta) => [meta.path, meta] as const))(
  "%s says its unit, what it means and what a change does",
  (_path, meta) => {
    expect(meta.unit).toMatch(/\S/);
    expect(meta.description).toMatch(/^(max_connections|[A-Z]).*\.$/s);
    expect(CHANGE_CLASSES).toContain(meta.change);
  },
);

test.each([
  ["Usd", /^USD a month$/],
  ["GiB", /^GiB/],
  ["MiB", /^MiB$/],
  ["Millicores", /^millicores$/],
  ["Percent", /^percent/],
  ["RetentionDays", /^days$/],
])("a name that ends in %s has that unit", (ending, unit) => {
  const named = tierFields.filter(({ path }) => path.endsWith(ending));
  expect(named.length).toBeGreaterThan(0);
  for (const { path, unit: given } of named)
    expect([path, given]).toEqual([path, expect.stringMatching(unit)]);
});

describe("the place in a step", () => {
  const ordered = tierFields.filter(({ order }) => order !== undefined);

  test("is another one than with the sizes, for what has one", () => {
    expect(ordered.length).toBeGreaterThan(0);
    for (const { path, order } of ordered)
      expect([path, order?.falling, order?.rising]).not.toEqual([path, "with", "with"]);
  });

  test("depends on fields that exist", () => {
    const paths = tierFields.map(({ path }) => path);
    const besides = ordered.flatMap(({ order }) => order?.besides ?? []);
    expect(besides.length).toBeGreaterThan(0);
    expect(besides.filter((path) => !paths.includes(path))).toEqual([]);
  });
});

test.each([
  [1, 2, "rising"],
  [2, 1, "falling"],
  [true, false, "falling"],
  [false, true, "rising"],
  [3, 3, undefined],
  [null, 3, undefined],
  [3, null, undefined],
  ["a", "b", undefined],
])("from %j to %j a value is %s", (before, after, direction) => {
  expect(directionOf(before, after)).toBe(direction);
});
