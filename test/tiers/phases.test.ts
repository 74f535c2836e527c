import { checkTier } from "../../tiers/parse";
import { keptSizes, TIER_NAMES, tierNamed, tierPhases, type TierName, type TierSpec } from "../../tiers";

const PAIRS = TIER_NAMES.flatMap((from) =>
  TIER_NAMES.filter((to) => to !== from).map((to) => [from, to] as const),
);
const phases = (from: TierName, to: TierName) => tierPhases(tierNamed(from), tierNamed(to));
const names = (from: TierName, to: TierName) => phases(from, to).map(({ name }) => name);

describe.each(PAIRS)("the way from %s to %s", (from, to) => {
  test("passes only through tiers that the schema accepts, and ends at the other", () => {
    for (const { spec } of phases(from, to)) expect(checkTier(spec)).toEqual({ tier: spec });
    expect(phases(from, to).at(-1)?.spec).toEqual(tierNamed(to));
  });

  test("is prepared where the way back is finished", () => {
    expect(names(from, to).includes("prepare")).toBe(names(to, from).includes("finish"));
  });

  test("never has fewer connections on a class than the smaller of both ends", () => {
    const ends = [tierNamed(from), tierNamed(to)].map(({ postgres }) => postgres.maxConnections);
    const way = phases(from, to).map(({ spec }) => spec.postgres.maxConnections);
    const move = phases(from, to).find(({ name }) => name === "move");
    expect(move?.spec.postgres.maxConnections).toBe(Math.min(...ends));
    for (const connections of way) expect(ends).toContain(connections);
  });
});

test("a step is one up where nothing has to wait, else two or three", () => {
  expect(names("5k", "10k")).toEqual(["move"]);
  expect(names("500", "2k")).toEqual(["move", "finish"]);
  expect(names("2k", "500")).toEqual(["prepare", "move"]);
  expect(names("10k", "20k")).toEqual(["prepare", "move", "finish"]);
});

test("shards of Valkey wait only for nodes of another type", () => {
  const wider: TierSpec = {
    ...tierNamed("5k"),
    valkey: { ...tierNamed("5k").valkey, mainShardCount: 4 },
  };
  expect(tierPhases(tierNamed("5k"), wider).map(({ name }) => name)).toEqual(["move"]);
});

test("readers wait for replicas, and leave them first", () => {
  const [move] = phases("100", "500");
  expect(move.spec.postgres).toMatchObject({ replicasPerShard: 1, servingReplicas: 0 });
  const [prepare] = phases("500", "100");
  expect(prepare.spec.postgres).toMatchObject({ replicasPerShard: 1, servingReplicas: 0 });
});

test("what cannot shrink is kept, and nothing on the way up but where a tier has less", () => {
  expect(keptSizes(tierNamed("2k"), tierNamed("500"))).toEqual([
    { field: "postgres.allocatedStorageGiB", value: 100 },
    { field: "postgres.maxAllocatedStorageGiB", value: 120 },
    { field: "qdrant.volumeGiB", value: 50 },
  ]);
  expect(keptSizes(tierNamed("20k"), tierNamed("5k")).map(({ field }) => field)).toEqual([
    "postgres.shardCount",
    "postgres.allocatedStorageGiB",
    "postgres.maxAllocatedStorageGiB",
    "qdrant.peerCount",
    "qdrant.volumeGiB",
  ]);
  for (const [index, from] of TIER_NAMES.entries())
    for (const to of TIER_NAMES.slice(index + 1))
      expect(keptSizes(tierNamed(from), tierNamed(to))).toEqual([]);
});
