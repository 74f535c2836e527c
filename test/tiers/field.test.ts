import { CHANGE_CLASSES, tierFields } from "../../tiers";

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
