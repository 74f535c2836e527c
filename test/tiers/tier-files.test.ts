import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TIER_NAMES, tiers, type TierName, type TierSpec, tierFields, fieldValue } from "../../tiers";
import { amountOf } from "../support/field-changes";

/** As they stand in the files, before the schema has put them in order. */
const WRITTEN = TIER_NAMES.flatMap((name) =>
  Object.values(jest.requireActual<Record<string, TierSpec>>(`../../tiers/tier-${name}`)),
);

const linesOf = (name: TierName): string[] =>
  readFileSync(join(__dirname, `../../tiers/tier-${name}.ts`), "utf8").split("\n");
/** What a line is about: the key it sets, or itself. */
const keyOf = (line: string): string => /^ *\w+:/.exec(line)?.[0] ?? line.replace(/tier\d+K?/, "tier");

/** Names of fields that a tier states only where it differs. */
const LEFT_TO_THE_SCHEMA = tierFields
  .filter(({ jsonSchema }) => "default" in jsonSchema)
  .map(({ path }) => `${path.slice(path.lastIndexOf(".") + 1)}:`);

describe("the files", () => {
  test.each(TIER_NAMES.slice(1))("tier %s differs from tier 100 in values only, line by line", (name) => {
    const isText = (line: string): boolean => line.startsWith("/**");
    const keys = (of: TierName) =>
      linesOf(of)
        .map((line) => (isText(line) ? "/**" : keyOf(line)))
        .filter((key) => !LEFT_TO_THE_SCHEMA.includes(key.trim()));
    expect(keys(name)).toEqual(keys("100"));
  });

  test.each(WRITTEN)("$name names its fields in the order of the schema", (tier) => {
    const paths = (value: unknown, path: string): string[] =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, inner]) => paths(inner, path === "" ? key : `${path}.${key}`))
        : [path];
    const written = paths(tier, "");
    // The schema may have the value that a field has in every tier.
    const stated = tierFields.filter(
      ({ path, jsonSchema }) => written.includes(path) || !("default" in jsonSchema),
    );
    expect(written).toEqual(stated.map(({ path }) => path));
  });
});

describe("the budget table", () => {
  test("is the product's", () => {
    const rows = tiers.map(({ name, users, monthlyBudgetUsd }) => [name, users, monthlyBudgetUsd]);
    expect(rows).toEqual(
      expect.arrayContaining([
        ["100", 100, 200],
        ["500", 500, 500],
        ["2k", 2000, 1500],
        ["5k", 5000, 3000],
        ["10k", 10_000, 6000],
        ["20k", 20_000, 12_000],
      ]),
    );
  });
});

describe("one-way doors", () => {
  const locked = tierFields.filter(({ change }) => change === "locked");

  test("some fields are locked", () =>
    expect(locked.map(({ path }) => path)).toEqual([
      "network.vpcCidrBlock",
      "network.zoneCount",
      "qdrant.shardCount",
    ]));

  test.each(["cluster.kubernetesVersion", "postgres.engineVersion", "valkey.engineVersion"])(
    "no step between tiers is an upgrade as well: %s is the same in all tiers",
    (path) => expect(new Set(tiers.map((tier) => fieldValue(tier, path))).size).toBe(1),
  );

  test.each(locked.map(({ path }) => path))("%s is the same in all tiers", (path) => {
    expect(new Set(tiers.map((tier) => fieldValue(tier, path))).size).toBe(1);
  });
});

const GROWING = tierFields.filter(({ grows }) => grows !== undefined);

test("some fields grow, and what no up makes smaller is among them", () => {
  expect(GROWING.length).toBeGreaterThan(10);
  expect(GROWING.filter(({ grows }) => grows === "only").map(({ path }) => path)).toEqual([
    "cluster.kubernetesVersion",
    "postgres.engineVersion",
    "postgres.shardCount",
    "postgres.allocatedStorageGiB",
    "postgres.maxAllocatedStorageGiB",
    "valkey.engineVersion",
    "qdrant.peerCount",
    "qdrant.volumeGiB",
    "operations.disasterRecovery",
  ]);
});

test.each(GROWING.map((field) => [field.path, field] as const))(
  "%s never shrinks from tier to tier",
  (path, field) => {
    const values = tiers.map((tier) => amountOf(field, fieldValue(tier, path)) ?? 0);
    expect(values).not.toContain(-1);
    expect(values).toEqual([...values].sort((a, b) => a - b));
  },
);

test("at rest every rule of every web ACL blocks", () => {
  for (const { cdn } of tiers) expect(cdn.blockingRules).toEqual(cdn.webAclRules);
});

test("a larger tier has every rule of the web ACL of a smaller one", () => {
  const steps = tiers.slice(1).map((after, index) => [tiers[index], after] as const);
  for (const [before, after] of steps)
    expect(after.cdn.webAclRules).toEqual(expect.arrayContaining(before?.cdn.webAclRules ?? []));
});
