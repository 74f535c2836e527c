import { QUOTAS } from "../../../models/account/quotas";
import { capacityOf } from "../../../models/capacity/capacity";
import {
  CAPACITY_COEFFICIENT_NAMES,
  DEFAULT_CAPACITY_COEFFICIENTS,
  describeCoefficient,
  middleOf,
  withWorkload,
  type CapacityCoefficients,
} from "../../../models/capacity/coefficients";
import { exactly } from "../../../models/capacity/interval";
import { LIMITS } from "../../../models/capacity/limits";
import { PARTS } from "../../../models/capacity/parts";
import { iopsOf } from "../../../models/capacity/parts/postgres-iops";
import { sizesOf } from "../../../models/capacity/sizes";
import { DEFAULT_COEFFICIENTS } from "../../../models/load/workload-coefficients";
import { InputError, TIER_NAMES, tierNamed, tiers, type TierSpec } from "../../../tiers";

const partOf = (tier: TierSpec, name: string, coefficients?: CapacityCoefficients) =>
  capacityOf(tier, coefficients === undefined ? {} : { coefficients }).parts.find(
    ({ part }) => part.name === name,
  );
const breaksAt = (...args: Parameters<typeof partOf>) => partOf(...args)?.break.mid;
const actsAt = (...args: Parameters<typeof partOf>) => partOf(...args)?.act.mid;

const c = middleOf(DEFAULT_CAPACITY_COEFFICIENTS);
/** Requests a second of a user at the peak. */
const perSecond = (c.requestsPerUserMinute * c.peakFactor) / 60;

test("counts the parts of the 500 users' tier by hand", () => {
  const tier = tierNamed("500");
  const { app, postgres, qdrant } = tier;
  // 24 copies of 12 shards on 3 peers: each holds 8/12 of the data.
  expect(actsAt(tier, "Qdrant memory")).toBe(
    Math.floor((qdrant.memoryMiB * 0.75 * 12) / 8 / c.qdrantMiBPerUser),
  );
  expect(breaksAt(tier, "Qdrant memory")).toBe(
    Math.floor((qdrant.memoryMiB * 0.8 * 12) / 8 / c.qdrantMiBPerUser),
  );
  expect(breaksAt(tier, "web pods")).toBe(
    Math.floor((app.webReplicasMax * app.webCpuRequestMillicores) / (perSecond * c.appCpuMsPerRequest)),
  );
  // db.t4g.small: 2 vCPU at a baseline of 20 %, 2 GiB.
  expect(breaksAt(tier, "Postgres CPU")).toBe(
    Math.floor((2 * 0.2 * 1_000) / (perSecond * c.postgresCpuMsPerRequest)),
  );
  expect(actsAt(tier, "Postgres working set")).toBe(768);
  expect(actsAt(tier, "Postgres disk")).toBe(
    Math.floor((postgres.maxAllocatedStorageGiB * 1_024 * 0.85) / c.postgresMiBPerUser),
  );
  // cache.t4g.small gives 1,403 MiB, for sessions and embeddings together.
  const inCache = c.valkeyMiBPerUser + (c.embeddingsPerUserDay * c.embeddingKiB) / 1_024;
  expect(actsAt(tier, "Valkey hit ratio")).toBe(Math.floor(1_403 / inCache));
  expect(breaksAt(tier, "Valkey hit ratio")).toBe(Math.floor((1_403 * 0.75) / 0.6 / inCache));
  expect(breaksAt(tier, "client slots")).toBe(20_000);
});

test("the working set is full, in users, where the note has it", () => {
  expect(tiers.map((tier) => actsAt(tier, "Postgres working set"))).toEqual([
    384, 768, 3_072, 6_144, 12_288, 24_576,
  ]);
});

test.each(TIER_NAMES)("%s carries what it promises, and names the hard part that breaks first", (name) => {
  const tier = tierNamed(name);
  const { users, limitedBy, parts } = capacityOf(tier);
  const hard = parts.filter(({ part }) => part.kind === "hard");
  expect(users).toBeGreaterThanOrEqual(tier.comfortableUsers);
  expect(users).toBe(Math.min(...hard.map((each) => each.break.mid)));
  expect(hard[0]?.part.name).toBe(limitedBy);
});

test.each(TIER_NAMES)(
  "%s: where its promise exceeds the working set, a third of the disk's IOPS is enough (0045)",
  (name) => {
    const tier = tierNamed(name);
    const sizes = sizesOf(tier);
    expect(iopsOf(tier.comfortableUsers, sizes, c, LIMITS)).toBeLessThan(sizes.postgres.iops / 3);
  },
);

test.each(TIER_NAMES)(
  "%s: an application that keeps its connections is carried up to the tier's name",
  (name) => {
    const tier = tierNamed(name);
    expect(breaksAt(tier, "connection pool, held")).toBeGreaterThanOrEqual(tier.users);
  },
);

test("the fullest Qdrant peer decides, by the copies of shards it holds", () => {
  const tier = tierNamed("10k");
  const peers = (peerCount: 6 | 8) =>
    breaksAt({ ...tier, qdrant: { ...tier.qdrant, peerCount } }, "Qdrant memory");
  // 24 copies: 4 on each of 6 peers, 3 on each of 8.
  expect(peers(8)).toBe(Math.floor((tier.qdrant.memoryMiB * 0.8 * 4) / c.qdrantMiBPerUser));
  expect(peers(6)).toBe(Math.floor((tier.qdrant.memoryMiB * 0.8 * 3) / c.qdrantMiBPerUser));
});

test("a part that nobody uses limits nobody, and without any use there is no capacity", () => {
  const without = { ...DEFAULT_CAPACITY_COEFFICIENTS, qdrantMiBPerUser: exactly(0) };
  expect(partOf(tierNamed("100"), "Qdrant memory", without)).toBeUndefined();
  const nothing = Object.fromEntries(
    CAPACITY_COEFFICIENT_NAMES.map((name) => [name, exactly(0)]),
  ) as CapacityCoefficients;
  expect(() => capacityOf(tierNamed("100"), { coefficients: nothing })).toThrow(
    new InputError("By these coefficients a user uses nothing, so there is no capacity to work out."),
  );
});

test("with the quota of a new account, nodes stop where its vCPUs end", () => {
  const quota = QUOTAS.find(({ code }) => code === "L-1216C47A")?.byDefault ?? NaN;
  expect(c.accountVcpus).toBe(quota);
  const tier = tierNamed("500");
  const { appVcpus, otherVcpus } = sizesOf(tier).account;
  const share = (quota - otherVcpus) / appVcpus;
  const found = breaksAt(tier, "vCPU quota, new account") ?? NaN;
  expect(Math.abs(found - share * (breaksAt(tier, "web pods") ?? NaN))).toBeLessThan(1);
  expect(breaksAt(tierNamed("20k"), "vCPU quota, new account")).toBe(0);
});

test("an instance class or node type it does not know is refused by name", () => {
  const tier = tierNamed("100");
  const postgres = { ...tier.postgres, instanceClass: "db.z2g.large" };
  expect(() => capacityOf({ ...tier, postgres })).toThrow(
    new InputError(
      "The capacity model does not know the cores of db.z2g.large. Choose a Graviton class it knows, such as db.t4g.small or db.r7g.large.",
    ),
  );
  const valkey = { ...tier.valkey, mainNodeType: "cache.z7gn.large" };
  expect(() => capacityOf({ ...tier, valkey })).toThrow(
    new InputError(
      "The capacity model does not know the memory of cache.z7gn.large. Choose a Graviton node type it knows, such as cache.t4g.small or cache.m7g.large.",
    ),
  );
});

test("a value of the workload that somebody measured has no interval", () => {
  const measured = withWorkload({ ...DEFAULT_COEFFICIENTS, postgresMiBPerUser: 30 });
  expect(measured.postgresMiBPerUser).toEqual({ low: 30, mid: 30, high: 30 });
  expect(measured.postgresHotShare).toEqual(DEFAULT_CAPACITY_COEFFICIENTS.postgresHotShare);
});

test("a cache that hits less than 60 % even with all keys in it is broken from the start", () => {
  const cold = { ...DEFAULT_CAPACITY_COEFFICIENTS, cacheHitShare: exactly(0.5) };
  expect(breaksAt(tierNamed("500"), "Valkey hit ratio", cold)).toBe(0);
});

describe("the loss of one", () => {
  const without = (name: (typeof TIER_NAMES)[number], loss: "zone" | "node" | "peer" | "pod", part: string) =>
    capacityOf(tierNamed(name), { without: loss }).parts.find((each) => each.part.name === part);

  test("a pod is one web pod less", () => {
    const tier = tierNamed("500");
    const all = breaksAt(tier, "web pods") ?? 0;
    expect(without("500", "pod", "web pods")?.break.mid).toBe(
      (all / tier.app.webReplicasMax) * (tier.app.webReplicasMax - 1),
    );
  });

  test("a zone of tier 100 takes the database and the only peer along", () => {
    expect(capacityOf(tierNamed("100"), { without: "zone" })).toMatchObject({ users: 0, actBy: 0 });
  });

  test("a zone of tier 2K is a third of its pods, and the memory of the other peers is as full as before", () => {
    const all = capacityOf(tierNamed("2k"));
    expect(capacityOf(tierNamed("2k"), { without: "zone" }).users).toBe(all.users);
    expect(without("2k", "zone", "web pods")?.break.mid).toBe(
      (breaksAt(tierNamed("2k"), "web pods") ?? 0) * (4 / 6),
    );
  });

  test("a peer of tier 500 leaves two thirds of the cores for searches, that of tier 100 nothing", () => {
    const all = breaksAt(tierNamed("500"), "Qdrant CPU") ?? 0;
    expect(Math.abs((without("500", "peer", "Qdrant CPU")?.break.mid ?? 0) - (all * 2) / 3)).toBeLessThan(2);
    expect(capacityOf(tierNamed("100"), { without: "peer" })).toMatchObject({ users: 0 });
  });

  test.each(TIER_NAMES)("%s never carries more without something", (name) => {
    const all = capacityOf(tierNamed(name)).users;
    for (const loss of ["pod", "node", "peer", "zone"] as const)
      expect(capacityOf(tierNamed(name), { without: loss }).users).toBeLessThanOrEqual(all);
  });
});

test("every part names its formula, its source, what is beyond it, and coefficients whose bounds hold them", () => {
  for (const part of PARTS) {
    for (const text of [part.formula, part.source, part.beyond]) expect(text).not.toBe("");
    for (const name of part.coefficients) {
      const { low, mid, high } = DEFAULT_CAPACITY_COEFFICIENTS[name];
      expect([low, mid, high]).toEqual([low, mid, high].sort((a, b) => a - b));
      expect(high).toBeLessThanOrEqual(describeCoefficient(name).max);
    }
  }
  expect(new Set(PARTS.map(({ name }) => name)).size).toBe(PARTS.length);
});

/** An object, and the names that somebody reads of it. */
function spied<Values extends object>(
  values: Values,
): { readonly seen: Set<string>; readonly values: Values } {
  const seen = new Set<string>();
  const get = (target: Values, name: string | symbol): unknown => {
    seen.add(String(name));
    return Reflect.get(target, name);
  };
  return { seen, values: new Proxy(values, { get }) };
}

test("a part reads no coefficient and no limit that it does not name", () => {
  for (const part of PARTS) {
    const [coefficients, limits] = [spied(c), spied(LIMITS)];
    for (const tier of tiers) part.users(sizesOf(tier), coefficients.values, limits.values);
    const unnamed = (seen: Set<string>, named: readonly string[]) =>
      [...seen].filter((name) => !named.includes(name));
    expect(unnamed(coefficients.seen, part.coefficients)).toEqual([]);
    expect(unnamed(limits.seen, part.limits)).toEqual([]);
  }
});
