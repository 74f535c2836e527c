import {
  copiesAfterTransfers,
  type Cluster,
  type Collection,
  type Peer,
} from "../../../jobs/qdrant-rebalance/cluster";
import { factorOf, planSteps, type Step, type Wanted } from "../../../jobs/qdrant-rebalance/plan";
import { fc } from "../../support/property";

const peers = (count: number): Peer[] =>
  Array.from({ length: count }, (_, ordinal) => ({ id: ordinal, name: `qdrant-${ordinal}`, ordinal }));

/** A collection with the given peers of each shard. */
const collectionOf = (
  name: string,
  placement: readonly (readonly number[])[],
  replicationFactor: number,
): Collection => ({
  name,
  replicationFactor,
  shards: new Map(
    placement.map((holders, shardId) => [shardId, new Map(holders.map((peer) => [peer, "Active"]))]),
  ),
  transfers: [],
});

/** A cluster after a step: what Qdrant makes of it in the end. */
function after(cluster: Cluster, step: Step): Cluster {
  const collections = cluster.collections.map((collection) => {
    if (collection.name !== step.collection) return collection;
    if (step.kind === "set-factor") return { ...collection, replicationFactor: step.to };
    const shards = new Map([...collection.shards].map(([id, replicas]) => [id, new Map(replicas)]));
    const replicas = shards.get(step.shardId) ?? new Map<number, string>();
    if (!replicas.has(step.from)) throw new Error(`${step.from} has no copy to give`);
    if (step.kind !== "drop") {
      if (replicas.has(step.to)) throw new Error(`${step.to} has a copy already`);
      replicas.set(step.to, "Active");
    }
    if (step.kind !== "replicate") replicas.delete(step.from);
    return { ...collection, shards };
  });
  return { ...cluster, collections };
}

const countsOf = (collection: Collection, among: readonly Peer[]): number[] => {
  const copies = [...copiesAfterTransfers(collection).values()].flatMap((holders) => [...holders]);
  return among.map(({ id }) => copies.filter((holder) => holder === id).length);
};

const spread = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts);

interface Case {
  readonly cluster: Cluster;
  readonly wanted: Wanted;
}

/** Any cluster that Qdrant can be in, and anything that can be wanted of it. */
const anyCase: fc.Arbitrary<Case> = fc
  .record({ count: fc.constantFrom(1, 2, 3, 4, 6, 8, 12), factor: fc.integer({ min: 1, max: 3 }) })
  .chain(({ count, factor }) => {
    const placement = fc.array(
      fc.subarray(
        peers(count).map(({ id }) => id),
        { minLength: 1, maxLength: Math.min(4, count) },
      ),
      {
        minLength: 1,
        maxLength: 14,
      },
    );
    return fc.record({
      placements: fc.array(placement, { minLength: 1, maxLength: 3 }),
      own: fc.integer({ min: 1, max: 3 }),
      keepCount: fc.integer({ min: 1, max: count }),
      factor: fc.constant(factor),
      count: fc.constant(count),
    });
  })
  .map(({ placements, own, keepCount, factor, count }) => ({
    cluster: {
      peers: peers(count),
      collections: placements.map((placement, index) => collectionOf(`c${index}`, placement, own)),
    },
    wanted: { keep: peers(keepCount), replicationFactor: factor },
  }));

describe("any cluster", () => {
  test("ends with every shard's copies on wanted peers, levelled", () => {
    fc.assert(
      fc.property(anyCase, ({ cluster, wanted }) => {
        const end = planSteps(cluster, wanted).reduce(after, cluster);
        for (const collection of end.collections) {
          for (const holders of copiesAfterTransfers(collection).values()) {
            expect(holders.size).toBe(factorOf(collection, wanted));
            expect(wanted.keep.map(({ id }) => id)).toEqual(expect.arrayContaining([...holders]));
          }
          expect(spread(countsOf(collection, wanted.keep))).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test("never has fewer copies of a shard than before, or than wanted", () => {
    fc.assert(
      fc.property(anyCase, ({ cluster, wanted }) => {
        const least = (now: Cluster): number[] =>
          now.collections.flatMap((collection) =>
            [...collection.shards.values()].map((replicas) =>
              Math.min(replicas.size, factorOf(collection, wanted)),
            ),
          );
        const before = least(cluster);
        let now = cluster;
        for (const step of planSteps(cluster, wanted)) {
          now = after(now, step);
          least(now).forEach((copies, index) => expect(copies).toBeGreaterThanOrEqual(before[index] ?? 0));
        }
      }),
    );
  });

  test("can be planned again after any step: the run ends, at most a step for each peer later", () => {
    fc.assert(
      fc.property(anyCase, ({ cluster, wanted }) => {
        const planned = planSteps(cluster, wanted);
        let now = cluster;
        let taken = 0;
        for (let [step] = planned; step !== undefined; [step] = planSteps(now, wanted)) {
          now = after(now, step);
          taken++;
          expect(taken).toBeLessThanOrEqual(planned.length + wanted.keep.length);
        }
        expect(planSteps(now, wanted)).toEqual([]);
      }),
    );
  });

  test("with every peer wanted and every copy there, is levelled with the fewest moves there can be", () => {
    const balancedFactor = fc
      .record({ count: fc.constantFrom(1, 3, 4, 6, 8, 12), factor: fc.integer({ min: 1, max: 3 }) })
      .filter(({ count, factor }) => factor <= count)
      .chain(({ count, factor }) =>
        fc.record({
          placement: fc.array(
            fc.subarray(
              peers(count).map(({ id }) => id),
              { minLength: factor, maxLength: factor },
            ),
            { minLength: 1, maxLength: 14 },
          ),
          count: fc.constant(count),
          factor: fc.constant(factor),
        }),
      );
    fc.assert(
      fc.property(balancedFactor, ({ placement, count, factor }) => {
        const collection = collectionOf("docs", placement, factor);
        const cluster = { peers: peers(count), collections: [collection] };
        const steps = planSteps(cluster, { keep: peers(count), replicationFactor: factor });
        // The fullest peers keep the odd copies; what they hold beyond their share has to go, one move each.
        const even = Math.floor((placement.length * factor) / count);
        const odd = (placement.length * factor) % count;
        const excess = countsOf(collection, peers(count))
          .toSorted((a, b) => b - a)
          .map((held, index) => Math.max(0, held - even - (index < odd ? 1 : 0)));
        expect(steps).toHaveLength(excess.reduce((sum, moves) => sum + moves, 0));
      }),
    );
  });
});

describe("the steps between tiers", () => {
  const everywhere = (copies: (shard: number) => number[]): number[][] =>
    Array.from({ length: 12 }, (_, shard) => copies(shard));
  const kinds = (steps: readonly Step[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const { kind } of steps) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  };
  const plan = (count: number, placement: number[][], own: number, keepCount = count): Step[] =>
    planSteps(
      { peers: peers(count), collections: [collectionOf("docs", placement, own)] },
      { keep: peers(keepCount), replicationFactor: 2 },
    );

  test("from one peer to three in two copies: 12 copies, 4 moves, the setting first", () => {
    const steps = plan(
      3,
      everywhere(() => [0]),
      1,
    );
    expect(kinds(steps)).toEqual({ "set-factor": 1, replicate: 12, move: 4 });
    expect(steps[0]).toEqual({ kind: "set-factor", collection: "docs", from: 1, to: 2 });
    expect(steps.slice(1, 13).every(({ kind }) => kind === "replicate")).toBe(true);
  });

  test("from three peers to six: 12 moves, none of them to or from a peer that has its share", () => {
    const steps = plan(
      6,
      everywhere((shard) => [shard % 3, (shard + 1) % 3]),
      2,
    );
    expect(kinds(steps)).toEqual({ move: 12 });
    expect(steps.every((step) => step.kind === "move" && step.from < 3 && step.to >= 3)).toBe(true);
  });

  test("from six peers to eight: 6 moves", () => {
    const steps = plan(
      8,
      everywhere((shard) => [shard % 6, (shard + 1) % 6]),
      2,
    );
    expect(kinds(steps)).toEqual({ move: 6 });
  });

  test("back from six peers to four: every copy of the two is moved, and nothing else", () => {
    const steps = plan(
      6,
      everywhere((shard) => [shard % 6, (shard + 1) % 6]),
      2,
      4,
    );
    expect(kinds(steps)).toEqual({ move: 8 });
  });

  test("a balanced cluster needs nothing", () => {
    const placement = everywhere((shard) => [shard % 3, (shard + 1) % 3]);
    expect(plan(3, placement, 2)).toEqual([]);
  });
});

describe("details", () => {
  test("a transfer under way counts as done", () => {
    const collection = collectionOf("docs", [[0], [0]], 1);
    const transfers = [{ shardId: 1, from: 0, to: 1, keepsSource: false, progress: "" }];
    const cluster = { peers: peers(2), collections: [{ ...collection, transfers }] };
    expect(planSteps(cluster, { keep: peers(2), replicationFactor: 1 })).toEqual([]);
  });

  test("a collection that has a higher factor of its own keeps it", () => {
    const cluster = { peers: peers(3), collections: [collectionOf("docs", [[0, 1, 2]], 3)] };
    expect(planSteps(cluster, { keep: peers(3), replicationFactor: 2 })).toEqual([]);
  });

  test("a copy too many is dropped, from a peer that is to be emptied first", () => {
    const cluster = { peers: peers(3), collections: [collectionOf("docs", [[0, 1, 2]], 2)] };
    expect(planSteps(cluster, { keep: peers(2), replicationFactor: 2 })).toEqual([
      { kind: "drop", collection: "docs", shardId: 0, from: 2 },
    ]);
  });

  test("collections that do not divide evenly do not all put their odd shard on the same peer", () => {
    const cluster = {
      peers: peers(3),
      collections: ["a", "b", "c"].map((name) => collectionOf(name, [[0]], 1)),
    };
    const end = planSteps(cluster, { keep: peers(3), replicationFactor: 1 }).reduce(after, cluster);
    for (const collection of end.collections) expect(spread(countsOf(collection, end.peers))).toBe(1);
  });
});
