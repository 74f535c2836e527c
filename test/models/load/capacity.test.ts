import { capacityOf, roadmapUsersPerUsd } from "../../../models/load/capacity";
import {
  COEFFICIENT_NAMES,
  DEFAULT_COEFFICIENTS,
  type Coefficients,
} from "../../../models/load/workload-coefficients";
import { InputError, TIER_NAMES, tierNamed, tiers } from "../../../tiers";

const usersOf = (tier: Parameters<typeof capacityOf>[0], part: string, coefficients?: Coefficients) =>
  capacityOf(tier, coefficients).parts.find((each) => each.part === part)?.users;

test("counts memory, cores, storage, connections and cache of the 500 users' tier by hand", () => {
  const tier = tierNamed("500");
  const c = DEFAULT_COEFFICIENTS;
  const { app, postgres, qdrant } = tier;
  const perMinutePeak = c.requestsPerUserMinute * c.peakFactor;
  expect(capacityOf(tier).parts).toHaveLength(6);
  // 24 copies of 12 shards on 3 peers: each holds 8/12 of the data.
  expect(usersOf(tier, "Qdrant memory")).toBe(
    Math.floor(((qdrant.memoryMiB / (8 / 12)) * 0.8) / c.qdrantMiBPerUser),
  );
  expect(usersOf(tier, "app CPU")).toBe(
    Math.floor(
      (((app.webReplicasMax * app.webCpuRequestMillicores) / 1000) * 0.8) /
        ((perMinutePeak * c.appCpuMsPerRequest) / 60_000),
    ),
  );
  // db.t4g.small: 2 vCPU at a baseline of 20 %.
  expect(usersOf(tier, "Postgres CPU")).toBe(
    Math.floor((2 * 0.2 * 0.8) / ((perMinutePeak * c.postgresCpuMsPerRequest) / 60_000)),
  );
  expect(usersOf(tier, "Postgres storage")).toBe(
    Math.floor((postgres.maxAllocatedStorageGiB * 1024 * 0.85) / c.postgresMiBPerUser),
  );
  expect(usersOf(tier, "Postgres connections")).toBe(
    Math.floor((postgres.poolerReplicas * 1000 * 0.8) / c.postgresConnectionsPerUser),
  );
  // cache.t4g.small gives 1,403 MiB, for sessions and embeddings together.
  expect(usersOf(tier, "Valkey memory")).toBe(
    Math.floor((1403 * 0.75) / (c.valkeyMiBPerUser + (c.embeddingsPerUserDay * c.embeddingKiB) / 1024)),
  );
});

test.each(TIER_NAMES)(
  "%s carries the users it is named after, and names the part that is full first",
  (name) => {
    const tier = tierNamed(name);
    const { users, limitedBy, parts } = capacityOf(tier);
    expect(users).toBeGreaterThanOrEqual(tier.users);
    expect(parts[0]).toEqual({ part: limitedBy, users });
    expect(users).toBe(Math.min(...parts.map((part) => part.users)));
  },
);

test("the fullest Qdrant peer decides, by the copies of shards it holds", () => {
  const tier = tierNamed("10k");
  const peers = (peerCount: 6 | 8) =>
    usersOf(
      { ...tier, qdrant: { ...tier.qdrant, peerCount, shardCount: 12, replicationFactor: 2 } },
      "Qdrant memory",
    );
  // 24 copies: 4 on each of 6 peers, 3 on each of 8.
  expect(peers(8)).toBe(
    Math.floor((tier.qdrant.memoryMiB * 0.8 * 4) / DEFAULT_COEFFICIENTS.qdrantMiBPerUser),
  );
  expect(peers(6)).toBe(
    Math.floor((tier.qdrant.memoryMiB * 0.8 * 3) / DEFAULT_COEFFICIENTS.qdrantMiBPerUser),
  );
});

test("twice the use a user is half the users, in each part", () => {
  const twice = { ...DEFAULT_COEFFICIENTS, qdrantMiBPerUser: DEFAULT_COEFFICIENTS.qdrantMiBPerUser * 2 };
  for (const tier of tiers)
    expect(usersOf(tier, "Qdrant memory", twice)).toBe(
      Math.floor(
        (tier.qdrant.memoryMiB * 0.8) /
          (Math.ceil((12 * tier.qdrant.replicationFactor) / tier.qdrant.peerCount) / 12) /
          twice.qdrantMiBPerUser,
      ),
    );
});

test("a part that nobody uses limits nobody", () => {
  const without = { ...DEFAULT_COEFFICIENTS, qdrantMiBPerUser: 0 };
  expect(capacityOf(tierNamed("100"), without).limitedBy).not.toBe("Qdrant memory");
  expect(usersOf(tierNamed("100"), "Qdrant memory", without)).toBeUndefined();
  const nothing = Object.fromEntries(COEFFICIENT_NAMES.map((name) => [name, 0])) as Coefficients;
  expect(() => capacityOf(tierNamed("100"), nothing)).toThrow(InputError);
});

test("an instance class or node type it does not know is refused by name", () => {
  const tier = tierNamed("100");
  const postgres = { ...tier.postgres, instanceClass: "db.z2g.large" };
  expect(() => capacityOf({ ...tier, postgres })).toThrow("does not know the cores of db.z2g.large");
  const valkey = { ...tier.valkey, mainNodeType: "cache.z7gn.large" };
  expect(() => capacityOf({ ...tier, valkey })).toThrow("does not know the memory of cache.z7gn.large");
});

test("the roadmap's own users per dollar", () => {
  expect(tiers.map((tier) => Number(roadmapUsersPerUsd(tier).toFixed(2)))).toEqual([
    0.5, 1, 1.33, 1.67, 1.67, 1.67,
  ]);
});
