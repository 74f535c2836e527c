import { peersByZone } from "../../components/cluster/peers-by-zone";
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

  test("is prepared where the way back is finished, unless only firewall rules or old node pools wait there", () => {
    const { cdn } = tierNamed("100");
    const back = tierPhases({ ...tierNamed(to), cdn }, { ...tierNamed(from), cdn });
    const atEnd = { formerNodeInstanceType: null, formerNodeCount: 0 };
    const last = back.find(({ name }) => name === "finish")?.spec;
    const moved = back.find(({ name }) => name === "move")?.spec;
    const waits =
      last !== undefined &&
      JSON.stringify(last) !== JSON.stringify({ ...moved, qdrant: { ...moved?.qdrant, ...atEnd } });
    expect(names(from, to).includes("prepare")).toBe(waits);
  });

  test("lets a new rule of the firewall count before it blocks, and none stop blocking on the way", () => {
    const [before, after] = [tierNamed(from).cdn, tierNamed(to).cdn];
    const move = phases(from, to).find(({ name }) => name === "move");
    expect(move?.spec.cdn.webAclRules).toEqual(after.webAclRules);
    expect(move?.spec.cdn.blockingRules).toEqual(
      after.webAclRules.filter((rule) => before.webAclRules.includes(rule)),
    );
    expect(phases(from, to).at(-1)?.spec.cdn.blockingRules).toEqual(after.webAclRules);
  });

  test("never has fewer connections on a class than the smaller of both ends", () => {
    const ends = [tierNamed(from), tierNamed(to)].map(({ postgres }) => postgres.maxConnections);
    const way = phases(from, to).map(({ spec }) => spec.postgres.maxConnections);
    const move = phases(from, to).find(({ name }) => name === "move");
    expect(move?.spec.postgres.maxConnections).toBe(Math.min(...ends));
    for (const connections of way) expect(ends).toContain(connections);
  });
});

test("a step is one up where nothing has to wait, else two to five", () => {
  expect(names("5k", "10k")).toEqual(["move", "finish"]);
  expect(names("10k", "5k")).toEqual(["move"]);
  expect(names("500", "2k")).toEqual(["move", "finish", "settle"]);
  expect(names("500", "100")).toEqual(["prepare", "move"]);
  expect(names("2k", "500")).toEqual(["prepare", "move", "empty", "finish"]);
  expect(names("10k", "20k")).toEqual(["prepare", "move", "empty", "finish"]);
  expect(names("2k", "5k")).toEqual(["move", "empty", "finish", "settle"]);
});

// Seen with the real programs: a static pool that is deleted in the foreground with nodes made others without end.
test.each(PAIRS)(
  "from %s to %s pools that Qdrant leaves stay until the peers have moved, lose their nodes in an up of their own, and go after it",
  (from, to) => {
    const type = tierNamed(from).qdrant.nodeInstanceType;
    const leaves = type !== null && type !== tierNamed(to).qdrant.nodeInstanceType;
    const way = phases(from, to).map(({ name, spec: { qdrant } }) => ({
      name,
      pool: qdrant.formerNodeInstanceType,
      nodes: qdrant.formerNodeCount,
      peers: qdrant.peerCount,
    }));
    const own = way.filter(({ pool }) => pool !== null);
    const peers = way.find(({ name }) => name === "move")?.peers;
    const nodes = way.find(({ name }) => name === "prepare")?.peers ?? tierNamed(from).qdrant.peerCount;
    expect(own).toEqual(
      leaves
        ? [
            { name: "move", pool: type, nodes, peers },
            { name: "empty", pool: type, nodes: 0, peers },
          ]
        : [],
    );
  },
);

const zonesOf = ({ qdrant, network }: TierSpec): readonly number[] =>
  peersByZone(qdrant.peerCount, network.zoneCount);

const rotationsOf = (zones: readonly number[]): number[][] =>
  zones.map((_unused, index) => [...zones.slice(index), ...zones.slice(0, index)]);

/**
 * Every way in which the scheduler may give new peers a free node each, as peers by zone: it spreads them by zone with a skew
 * of one (`components/qdrant/peer.ts`).
 */
function placements(old: readonly number[], free: readonly number[], count: number): number[][] {
  if (count === 0) return [[...old]];
  const least = Math.min(...old);
  return old.flatMap((peers, zone) =>
    (free[zone] ?? 0) > 0 && peers + 1 - least <= 1
      ? placements(
          old.map((each, index) => each + (index === zone ? 1 : 0)),
          free.map((each, index) => each - (index === zone ? 1 : 0)),
          count - 1,
        )
      : [],
  );
}

/** Ways in which new peers of an `up` may take the place of an old one; `null` where they have no legal place at all. */
function wrongPlacements(before: TierSpec, after: TierSpec): (readonly number[] | null)[] {
  const added = after.qdrant.peerCount - before.qdrant.peerCount;
  // Where peers share the app's nodes, those grow by themselves, in the zone of the volume too.
  if (added <= 0 || after.qdrant.placement === "shared") return [];
  const nodes = zonesOf(after);
  // New peers come first. On nodes of another type the old ones, not moved yet, take none of the new nodes.
  const isOtherType = before.qdrant.nodeInstanceType !== after.qdrant.nodeInstanceType;
  // Peers that shared the app's nodes may be in any zones, spread as evenly.
  const olds = before.qdrant.placement === "dedicated" ? [zonesOf(before)] : rotationsOf(zonesOf(before));
  return olds.flatMap((old) => {
    const free = nodes.map((count, zone) => count - (isOtherType ? 0 : (old[zone] ?? 0)));
    const ways = placements(old, free, added);
    return ways.length === 0
      ? [null]
      : ways.filter((peers) => peers.some((count, zone) => count > (nodes[zone] ?? 0)));
  });
}

// Seen with the real scheduler and Karpenter: in one up, 10K to 20K left an old peer pending in three runs of three.
test.each(PAIRS)(
  "from %s to %s every legal placement of new peers leaves each old one a node in its zone",
  (from, to) => {
    const way = [tierNamed(from), ...phases(from, to).map(({ spec }) => spec)];
    expect(way.slice(1).flatMap((spec, index) => wrongPlacements(way[index] ?? spec, spec))).toEqual([]);
  },
);

test("an up with more peers on other nodes would leave one without a place", () => {
  expect(wrongPlacements(tierNamed("10k"), tierNamed("20k"))).not.toEqual([]);
});

test("peers wait for larger nodes, and leave before smaller ones", () => {
  expect(phases("10k", "20k").map(({ name, spec }) => [name, spec.qdrant.peerCount])).toEqual([
    ["prepare", 6],
    ["move", 6],
    ["empty", 6],
    ["finish", 8],
  ]);
  // The nodes of one zone might all go to new peers, and the peer whose volume is there would have none.
  expect(phases("100", "20k").map(({ name, spec }) => [name, spec.qdrant.peerCount])).toEqual([
    ["move", 3],
    ["finish", 8],
    ["settle", 8],
  ]);
  expect(phases("20k", "10k").map(({ name, spec }) => [name, spec.qdrant.peerCount])).toEqual([
    ["prepare", 6],
    ["move", 6],
    ["empty", 6],
    ["finish", 6],
  ]);
});

test.each(PAIRS)(
  "from %s to %s the pools open no more than the databases took at their last reboot",
  (from, to) => {
    let running = tierNamed(from).postgres.maxConnections;
    for (const { spec } of phases(from, to)) {
      expect(spec.postgres.pooledConnections).toBeLessThanOrEqual(running);
      // The databases are rebooted after the phase that changes the parameter.
      running = spec.postgres.maxConnections;
    }
  },
);

test.each(TIER_NAMES)("tier %s pools what its databases take", (tier) => {
  const { maxConnections, pooledConnections } = tierNamed(tier).postgres;
  expect(pooledConnections).toBe(maxConnections);
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
    "operations.disasterRecovery",
  ]);
  expect(keptSizes(tierNamed("20k"), tierNamed("10k")).at(-1)).toEqual({
    field: "operations.disasterRecovery",
    value: "backup",
  });
  for (const [index, from] of TIER_NAMES.entries())
    for (const to of TIER_NAMES.slice(index + 1))
      expect(keptSizes(tierNamed(from), tierNamed(to))).toEqual([]);
});
