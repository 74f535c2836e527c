import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TIER_NAMES, tiers, type TierName, tierFields, fieldValue } from "../../tiers";
import { tier100 } from "../../tiers/tier-100";
import { tier10K } from "../../tiers/tier-10k";
import { tier20K } from "../../tiers/tier-20k";
import { tier2K } from "../../tiers/tier-2k";
import { tier500 } from "../../tiers/tier-500";
import { tier5K } from "../../tiers/tier-5k";

/** As they stand in the files, before the schema has put them in order. */
const WRITTEN = [tier100, tier500, tier2K, tier5K, tier10K, tier20K];

const linesOf = (name: TierName): string[] =>
  readFileSync(join(__dirname, `../../tiers/tier-${name}.ts`), "utf8").split("\n");
/** What a line is about: the key it sets, or itself. */
const keyOf = (line: string): string => /^ *\w+:/.exec(line)?.[0] ?? line.replace(/tier\d+K?/, "tier");

describe("the files", () => {
  test.each(TIER_NAMES.slice(1))("tier %s differs from tier 100 in values only, line by line", (name) => {
    const isText = (line: string): boolean => line.startsWith("/**");
    const keys = (of: TierName) => linesOf(of).map((line) => (isText(line) ? "/**" : keyOf(line)));
    expect(keys(name)).toEqual(keys("100"));
  });

  test.each(WRITTEN)("$name names its fields in the order of the schema", (tier) => {
    const paths = (value: unknown, path: string): string[] =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, inner]) => paths(inner, path === "" ? key : `${path}.${key}`))
        : [path];
    expect(paths(tier, "")).toEqual(tierFields.map(({ path }) => path));
  });
});

describe("the budget table", () => {
  test("is the product's", () => {
    expect(tiers.map(({ name, users, monthlyBudgetUsd }) => [name, users, monthlyBudgetUsd])).toEqual([
      ["100", 100, 200],
      ["500", 500, 500],
      ["2k", 2000, 1500],
      ["5k", 5000, 3000],
      ["10k", 10_000, 6000],
      ["20k", 20_000, 12_000],
    ]);
  });
});

describe("one-way doors", () => {
  const locked = tierFields.filter(({ change }) => change === "locked");

  test("some fields are locked", () =>
    expect(locked.map(({ path }) => path)).toEqual([
      "network.vpcCidrBlock",
      "network.zoneCount",
      "postgres.engineVersion",
      "valkey.engineVersion",
      "qdrant.shardCount",
    ]));

  test.each(locked.map(({ path }) => path))("%s is the same in all tiers", (path) => {
    expect(new Set(tiers.map((tier) => fieldValue(tier, path))).size).toBe(1);
  });
});

/** Fields that AWS, Kubernetes or the data refuse to make smaller, or that must follow the users. */
const GROWING = [
  "comfortableUsers",
  "postgres.allocatedStorageGiB",
  "postgres.maxAllocatedStorageGiB",
  "postgres.shardCount",
  "postgres.maxConnections",
  "postgres.backupRetentionDays",
  "qdrant.peerCount",
  "qdrant.replicationFactor",
  "qdrant.volumeGiB",
  "qdrant.snapshotRetentionDays",
  "valkey.mainShardCount",
  "cluster.nodeEphemeralStorageGiB",
  "operations.logRetentionDays",
] as const;

test.each(GROWING)("%s never shrinks from tier to tier", (path) => {
  const values = tiers.map((tier) => fieldValue(tier, path) as number);
  expect(values).toEqual([...values].sort((a, b) => a - b));
});

test("what a tier once has, it keeps", () => {
  const steps = tiers.slice(1).map((after, index) => [tiers[index], after] as const);
  for (const [before, after] of steps) {
    expect(after.cdn.webAclRules).toEqual(expect.arrayContaining(before?.cdn.webAclRules ?? []));
    expect([before?.postgres.multiAz, after.postgres.multiAz]).not.toEqual([true, false]);
    expect([before?.valkey.embeddings, after.valkey.embeddings]).not.toEqual(["own", "main"]);
    expect([before?.qdrant.placement, after.qdrant.placement]).not.toEqual(["dedicated", "shared"]);
  }
});
