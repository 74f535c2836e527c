import { parameterFamily, valkeySizes } from "../../../components/valkey/sizes";
import { tierNamed, TIER_NAMES, tiers } from "../../../tiers";

describe("valkeySizes", () => {
  const by = (embeddings: "main" | "own") =>
    TIER_NAMES.filter((tier) => tierNamed(tier).valkey.embeddings === embeddings);

  test.each(by("main"))("tier %s caches embeddings in main", (tier) => {
    expect(valkeySizes(tierNamed(tier).valkey).map(({ role }) => role)).toEqual(["main"]);
  });

  test.each(by("own"))("tier %s has an embeddings group", (tier) => {
    expect(valkeySizes(tierNamed(tier).valkey).map(({ role }) => role)).toEqual(["main", "embeddings"]);
  });

  test.each(TIER_NAMES)(
    "tier %s: main keeps sessions, embeddings keeps nothing it can compute again",
    (tier) => {
      const { valkey } = tierNamed(tier);
      const [main, embeddings] = valkeySizes(valkey);
      expect(main).toEqual({
        role: "main",
        engineVersion: valkey.engineVersion,
        nodeType: valkey.mainNodeType,
        shardCount: valkey.mainShardCount,
        replicasPerShard: valkey.mainReplicasPerShard,
        multiAz: valkey.mainReplicasPerShard > 0,
        snapshotRetentionDays: valkey.snapshotRetentionDays,
        maxmemoryPolicy: "volatile-ttl",
      });
      if (valkey.embeddings === "main") return;
      expect(embeddings).toEqual({
        role: "embeddings",
        engineVersion: valkey.engineVersion,
        nodeType: valkey.embeddingsNodeType,
        shardCount: valkey.embeddingsShardCount,
        replicasPerShard: valkey.embeddingsReplicasPerShard,
        multiAz: true,
        snapshotRetentionDays: 0,
        maxmemoryPolicy: "allkeys-lfu",
      });
    },
  );

  test("no tier takes away shards or replicas, or the embeddings group: Valkey shrinks in two updates only", () => {
    for (const [index, next] of tiers.slice(1).entries()) {
      const before = valkeySizes(tiers[index]?.valkey ?? next.valkey);
      const after = valkeySizes(next.valkey);
      for (const size of before) {
        const same = after.find(({ role }) => role === size.role);
        expect(same?.shardCount).toBeGreaterThanOrEqual(size.shardCount);
        expect(same?.replicasPerShard).toBeGreaterThanOrEqual(size.replicasPerShard);
      }
    }
  });

  test.each(["embeddingsNodeType", "embeddingsShardCount", "embeddingsReplicasPerShard"])(
    "an embeddings group without %s is refused",
    (field) => {
      expect(() => valkeySizes({ ...tierNamed("2k").valkey, [field]: null })).toThrow(
        new RangeError(
          'valkey.embeddings is "own": set embeddingsNodeType, embeddingsShardCount and embeddingsReplicasPerShard.',
        ),
      );
    },
  );
});

test.each([
  ["8.1", "valkey8"],
  ["9.0", "valkey9"],
])("Valkey %s takes parameters of family %s", (version, family) => {
  expect(parameterFamily(version)).toBe(family);
});
