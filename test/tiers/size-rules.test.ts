import { asOverrides, InputError, keptSizes, overrideTier, stackPhases, tierNamed, tiers } from "../../tiers";
import type { TierName } from "../../tiers";
import { SIZE_RULES } from "../../tiers/size-rules";
import { withValues } from "../../tiers/fields";

type Values = Readonly<Record<string, number | string | boolean | null>>;

function linesOf(tier: TierName, values: Values): readonly string[] {
  const groups: Record<string, Record<string, unknown>> = {};
  for (const [path, value] of Object.entries(values)) {
    const [group = "", key = ""] = path.split(".");
    groups[group] = { ...groups[group], [key]: value };
  }
  try {
    overrideTier(tierNamed(tier), groups, "The tier");
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(({ path, given, allowed }) => `${path}: given ${given}; allowed: ${allowed}`);
  }
}

const RDS = "a Graviton class that RDS has for PostgreSQL, such as db.t4g.small or db.r7g.large";
const CACHE =
  "a Graviton node type that ElastiCache has for Valkey, such as cache.t4g.small or cache.m7g.large";

describe("a class that nobody has is refused", () => {
  test.each<[string, string, string]>([
    ["postgres.instanceClass", "db.t9g.small", `${RDS}, did you mean "db.t4g.small"?`],
    ["postgres.instanceClass", "db.m7g.micro", `${RDS}, did you mean "db.t4g.micro"?`],
    ["postgres.instanceClass", "db.r7g.3xlarge", `${RDS}, did you mean "db.r7g.xlarge"?`],
    ["postgres.instanceClass", "db.c7g.large", `${RDS}, did you mean "db.m7g.large"?`],
    ["postgres.instanceClass", "db.m7g.24xlarge", `${RDS}, did you mean "db.m7g.2xlarge"?`],
    ["postgres.instanceClass", "db.t4g.nano", RDS],
    ["postgres.instanceClass", "t4g.small", `${RDS}, did you mean "db.t4g.small"?`],
    ["postgres.instanceClass", "cache.t4g.small", `${RDS}, did you mean "db.t4g.small"?`],
    ["postgres.instanceClass", "db.serverless", RDS],
    ["valkey.mainNodeType", "cache.t4g.large", `${CACHE}, did you mean "cache.m6g.large"?`],
    ["valkey.mainNodeType", "cache.m9g.large", `${CACHE}, did you mean "cache.m6g.large"?`],
    ["valkey.mainNodeType", "cache.r7g.24xlarge", `${CACHE}, did you mean "cache.r7g.2xlarge"?`],
    ["valkey.mainNodeType", "db.t4g.small", `${CACHE}, did you mean "cache.t4g.small"?`],
    [
      "valkey.mainNodeType",
      "cache.r6gd.xlarge",
      `${CACHE}; r6gd only comes with data tiering, which keeps part of the data on disks`,
    ],
  ])("%s %s", (path, given, allowed) => {
    expect(linesOf("500", { [path]: given })).toEqual([`${path}: given "${given}"; allowed: ${allowed}`]);
  });

  test.each([
    ["postgres.instanceClass", "db.m9g.48xlarge"],
    ["postgres.instanceClass", "db.x2g.16xlarge"],
    ["postgres.instanceClass", "db.r8gd.large"],
    ["valkey.mainNodeType", "cache.r8g.16xlarge"],
    ["valkey.mainNodeType", "cache.c7gn.large"],
  ])("but not %s %s", (path, given) => {
    expect(linesOf("500", { [path]: given })).toEqual([]);
  });
});

const needs = (nodes: string, type: string, most: string): string =>
  `the pods of the app pool, most of all ${most}, need ${nodes} nodes of ${type} when every autoscaler is at its maximum; or fewer or smaller pods, or a larger cluster.appNodeInstanceType`;
const holds = (most: number, field: string, type: string, pod: string): string =>
  `at most ${most}, which is what an empty node of ${field} ${type} has for a pod of ${pod}; or ${field}`;
const APP_NODE = "cluster.appNodeInstanceType";
const QDRANT_NODE = "qdrant.nodeInstanceType";

/** Sizes of a good tier that cannot work, and every line that the person reads. */
const BROKEN: readonly (readonly [string, TierName, Values, readonly string[]])[] = [
  [
    "a web pod of more cores than its node",
    "500",
    { "app.webCpuRequestMillicores": 16_000 },
    [
      `app.webCpuRequestMillicores: given 16000; allowed: ${holds(1910, APP_NODE, "t4g.large", "app/web")} c6g.8xlarge or larger`,
    ],
  ],
  [
    "a web pod of more memory than its node",
    "500",
    { "app.webMemoryMiB": 65_536 },
    [
      `app.webMemoryMiB: given 65536; allowed: ${holds(5980, APP_NODE, "t4g.large", "app/web")} c6g.12xlarge or larger`,
    ],
  ],
  [
    "workers larger than their node",
    "2k",
    { "app.workerCpuRequestMillicores": 2000, "app.workerMemoryMiB": 8192 },
    [
      `app.workerCpuRequestMillicores: given 2000; allowed: ${holds(1910, APP_NODE, "m7g.large", "app/worker")} m7g.xlarge or larger`,
      `app.workerMemoryMiB: given 8192; allowed: ${holds(5980, APP_NODE, "m7g.large", "app/worker")} m7g.xlarge or larger`,
    ],
  ],
  [
    "a peer of Qdrant larger than a node of the app pool",
    "500",
    { "qdrant.cpuRequestMillicores": 2000, "qdrant.memoryMiB": 8192 },
    [
      `qdrant.cpuRequestMillicores: given 2000; allowed: ${holds(1910, APP_NODE, "t4g.large", "qdrant/qdrant")} t4g.xlarge or larger`,
      `qdrant.memoryMiB: given 8192; allowed: ${holds(5980, APP_NODE, "t4g.large", "qdrant/qdrant")} t4g.xlarge or larger`,
    ],
  ],
  [
    "a peer of Qdrant larger than its own node",
    "2k",
    { "qdrant.cpuRequestMillicores": 2000, "qdrant.memoryMiB": 524_288 },
    [
      `qdrant.cpuRequestMillicores: given 2000; allowed: ${holds(1910, QDRANT_NODE, "r6g.large", "qdrant/qdrant")} r6g.xlarge or larger`,
      `qdrant.memoryMiB: given 524288; allowed: ${holds(13_558, QDRANT_NODE, "r6g.large", "qdrant/qdrant")} r8g.24xlarge or larger`,
    ],
  ],
  [
    "nodes that are smaller than the pods of the tier",
    "2k",
    { "qdrant.nodeInstanceType": "m7g.large" },
    [
      `qdrant.memoryMiB: given 12800 of tier 2k; allowed: ${holds(5980, QDRANT_NODE, "m7g.large", "qdrant/qdrant")} m7g.xlarge or larger`,
    ],
  ],
  [
    "one node for pods that want two",
    "500",
    { "cluster.appNodeCountMax": 1 },
    [
      `cluster.appNodeCountMax: given 1; allowed: at least 3: ${needs("so many", "t4g.large", "qdrant/qdrant ×3")}`,
    ],
  ],
  [
    "fewer nodes than the autoscalers fill",
    "20k",
    { "cluster.appNodeCountMax": 7 },
    [
      `cluster.appNodeCountMax: given 7; allowed: at least 8: ${needs("so many", "c7g.xlarge", "app/web ×24")}`,
    ],
  ],
  [
    "more pods than the tier's nodes hold",
    "20k",
    { "app.webReplicasMax": 60 },
    [
      `cluster.appNodeCountMax: given 9 of tier 20k; allowed: at least 16: ${needs("so many", "c7g.xlarge", "app/web ×60")}`,
    ],
  ],
  [
    "more pods than any pool holds",
    "20k",
    { "app.webReplicasMax": 500 },
    [
      `cluster.appNodeCountMax: given 9 of tier 20k; allowed: at most 100, which are too few: ${needs("126", "c7g.xlarge", "app/web ×500")}`,
    ],
  ],
  [
    "connections beyond the memory of the class",
    "2k",
    { "postgres.maxConnections": 2000 },
    [
      "postgres.maxConnections: given 2000; allowed: at most 901, for which the 8 GiB of postgres.instanceClass db.m7g.large are enough; or postgres.instanceClass db.t4g.2xlarge or larger",
    ],
  ],
  [
    "a class that is too small for the connections of the tier",
    "500",
    { "postgres.instanceClass": "db.t4g.micro" },
    [
      "postgres.maxConnections: given 160 of tier 500; allowed: at most 112, for which the 1 GiB of postgres.instanceClass db.t4g.micro are enough; or postgres.instanceClass db.t4g.small or larger",
    ],
  ],
  [
    "more poolers than connections to divide",
    "100",
    { "postgres.poolerReplicas": 20, "postgres.pooledConnections": 50 },
    [
      "postgres.pooledConnections: given 50; allowed: at least 54, one for each pod of the poolers beside the reserve; or fewer than 20 postgres.poolerReplicas",
    ],
  ],
  [
    "a limit of autoscaling that RDS refuses",
    "500",
    { "postgres.maxAllocatedStorageGiB": 54 },
    [
      "postgres.maxAllocatedStorageGiB: given 54; allowed: 50, which switches autoscaling off, or at least 55: RDS wants 10 % more than allocatedStorageGiB",
    ],
  ],
  [
    "a cache of more nodes than ElastiCache makes",
    "5k",
    { "valkey.mainShardCount": 90, "valkey.mainReplicasPerShard": 5 },
    [
      "valkey.mainShardCount: given 90; allowed: at most 83 with 6 nodes a shard: ElastiCache makes no more than 500 nodes in a group",
    ],
  ],
  [
    "the same of the embeddings",
    "5k",
    { "valkey.embeddingsShardCount": 90, "valkey.embeddingsReplicasPerShard": 5 },
    [
      "valkey.embeddingsShardCount: given 90; allowed: at most 83 with 6 nodes a shard: ElastiCache makes no more than 500 nodes in a group",
    ],
  ],
  [
    "several of these, all at once",
    "2k",
    {
      "app.webCpuRequestMillicores": 4000,
      "postgres.instanceClass": "db.t4g.small",
      "postgres.maxAllocatedStorageGiB": 101,
      "valkey.mainNodeType": "cache.t5g.small",
    },
    [
      'valkey.mainNodeType: given "cache.t5g.small"; allowed: a Graviton node type that ElastiCache has for Valkey, such as cache.t4g.small or cache.m7g.large, did you mean "cache.t4g.small"?',
      `app.webCpuRequestMillicores: given 4000; allowed: ${holds(1910, APP_NODE, "m7g.large", "app/web")} m7g.2xlarge or larger`,
      "postgres.maxConnections: given 400 of tier 2k; allowed: at most 225, for which the 2 GiB of postgres.instanceClass db.t4g.small are enough; or postgres.instanceClass db.t4g.medium or larger",
      "postgres.maxAllocatedStorageGiB: given 101; allowed: 100, which switches autoscaling off, or at least 110: RDS wants 10 % more than allocatedStorageGiB",
    ],
  ],
];

test.each(BROKEN)("refuses %s", (_what, tier, values, lines) => {
  expect(linesOf(tier, values)).toEqual(lines);
});

test("every rule is broken by one of these", () => {
  const isBroken = ({ problem }: (typeof SIZE_RULES)[number]): boolean =>
    BROKEN.some(
      ([, tier, values]) => problem(withValues(tierNamed(tier), Object.entries(values))) !== undefined,
    );
  expect(SIZE_RULES.filter((rule) => !isBroken(rule))).toEqual([]);
});

test.each<[TierName, Values]>([
  ["500", { "app.webCpuRequestMillicores": 400 }],
  ["500", { "postgres.maxConnections": 200 }],
  ["500", { "postgres.allocatedStorageGiB": 60 }],
  ["500", { "postgres.maxAllocatedStorageGiB": 55 }],
  ["500", { "postgres.maxAllocatedStorageGiB": 50 }],
  ["20k", { "cluster.appNodeCountMax": 8 }],
  ["5k", { "valkey.mainShardCount": 83, "valkey.mainReplicasPerShard": 5 }],
])("accepts of %s what just works: %j", (tier, values) => {
  expect(linesOf(tier, values)).toEqual([]);
});

test("what a step down keeps fits the smaller tier, with the nodes that its peers need", () => {
  const steps = tiers.flatMap((from) => tiers.filter((to) => to !== from).map((to) => [from, to] as const));
  for (const [from, to] of steps)
    expect(stackPhases(from, to, asOverrides(keptSizes(from, to)), "prod").length).toBeGreaterThan(0);
  expect(keptSizes(tierNamed("10k"), tierNamed("500"))[0]).toEqual({
    field: "cluster.appNodeCountMax",
    value: 6,
  });
  expect(keptSizes(tierNamed("5k"), tierNamed("2k")).map(({ field }) => field)).not.toContain(
    "cluster.appNodeCountMax",
  );
});

test("an override that does not fit the tier that a stack comes from is refused with the name of that tier", () => {
  expect(() =>
    stackPhases(tierNamed("500"), tierNamed("2k"), { postgres: { maxConnections: 400 } }, "prod"),
  ).toThrow(
    new InputError(
      'The tier 500 that stack "prod" comes from, with its overrides, is refused, 1 problem:\n' +
        "  postgres.maxConnections: given 400; allowed: at most 225, for which the 2 GiB of postgres.instanceClass db.t4g.small are enough; or postgres.instanceClass db.t4g.medium or larger",
    ),
  );
});
