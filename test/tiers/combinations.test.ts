import { COMBINATION_RULES } from "../../tiers/combinations";
import { InputError, parseTier, tierNamed, type TierName, fieldValue } from "../../tiers";
import { withValue } from "../support/with-value";

/** One rule broken on a good tier: changes, and the one line the person reads. */
const BROKEN: readonly (readonly [string, TierName, Readonly<Record<string, unknown>>, string])[] = [
  [
    "budget lines that do not sum to the budget",
    "100",
    { monthlyBudgetUsd: 210 },
    'budgetLinesUsd: given {"network":9.25,"cluster":73,"app":76.75,"qdrant":1.5,"postgres":14.75,"valke…; allowed: lines that sum to monthlyBudgetUsd (210); they sum to 200',
  ],
  [
    "pools larger than what the database takes",
    "500",
    { "postgres.pooledConnections": 161 },
    "postgres.pooledConnections: given 161; allowed: at most maxConnections (160): the database takes no more",
  ],
  [
    "a tier that does not carry its own users",
    "500",
    { comfortableUsers: 499 },
    "comfortableUsers: given 499; allowed: at least users (500): a tier carries the users it is named after",
  ],
  [
    "a log of a firewall that is not there",
    "100",
    { "cdn.webAclLogs": true },
    "cdn.webAclLogs: given true; allowed: false where webAclRules is empty: there is no firewall to log",
  ],
  [
    "a rule of the firewall that blocks and is not there",
    "500",
    { "cdn.blockingRules": ["rateLimit", "sqlInjection"] },
    'cdn.blockingRules: given ["rateLimit","sqlInjection"]; allowed: rules that are in webAclRules (rateLimit, commonRuleSet, badInputs)',
  ],
  [
    "read replicas without backups",
    "500",
    { "postgres.backupRetentionDays": 0 },
    "postgres.replicasPerShard: given 1; allowed: 0 while backupRetentionDays is 0: RDS makes read replicas from backups, so set backupRetentionDays to at least 1",
  ],
  [
    "more serving replicas than there are",
    "500",
    { "postgres.servingReplicas": 2 },
    "postgres.servingReplicas: given 2; allowed: at most replicasPerShard (1)",
  ],
  [
    "Multi-AZ without a replica",
    "100",
    { "valkey.multiAz": true },
    "valkey.multiAz: given true; allowed: false while no group has a replica: Multi-AZ needs one to fail over to",
  ],
  [
    "an autoscaling limit below the storage",
    "500",
    { "postgres.maxAllocatedStorageGiB": 40 },
    "postgres.maxAllocatedStorageGiB: given 40; allowed: at least allocatedStorageGiB (50)",
  ],
  [
    "shards without backups",
    "10k",
    {
      "postgres.backupRetentionDays": 0,
      "postgres.replicasPerShard": 0,
      "postgres.servingReplicas": 0,
    },
    "postgres.shardCount: given 2; allowed: 1 while backupRetentionDays is 0: shards without backups cannot be restored to one moment",
  ],
  [
    "an embeddings group without sizes",
    "2k",
    { "valkey.embeddingsShardCount": null },
    'valkey.embeddings: given "own"; allowed: own only with embeddingsNodeType, embeddingsShardCount and embeddingsReplicasPerShard set',
  ],
  [
    "sizes without an embeddings group",
    "100",
    { "valkey.embeddingsReplicasPerShard": 0 },
    'valkey.embeddings: given "main"; allowed: main only with embeddingsNodeType, embeddingsShardCount and embeddingsReplicasPerShard null',
  ],
  [
    "more copies than peers",
    "100",
    { "qdrant.replicationFactor": 2 },
    "qdrant.replicationFactor: given 2; allowed: at most peerCount (1): two copies of a shard never share a peer",
  ],
  [
    "dedicated peers without nodes",
    "2k",
    { "qdrant.nodeInstanceType": null },
    'qdrant.placement: given "dedicated"; allowed: dedicated only with nodeInstanceType set',
  ],
  [
    "nodes for shared peers",
    "500",
    { "qdrant.nodeInstanceType": "r6g.large" },
    'qdrant.placement: given "shared"; allowed: shared only with nodeInstanceType null: shared peers run on the app pool',
  ],
  [
    "fewer dedicated peers than zones",
    "2k",
    { "qdrant.peerCount": 1, "qdrant.replicationFactor": 1 },
    "qdrant.peerCount: given 1; allowed: at least 3 with dedicated pools: one static pool per zone",
  ],
  [
    "a maximum of web pods below the minimum",
    "2k",
    { "app.webReplicasMax": 2 },
    "app.webReplicasMax: given 2; allowed: at least webReplicasMin (3)",
  ],
  [
    "a maximum of workers below the minimum",
    "2k",
    { "app.workerReplicasMax": 1 },
    "app.workerReplicasMax: given 1; allowed: at least workerReplicasMin (2)",
  ],
  [
    "workers that no autoscaler can start",
    "100",
    { "app.workerReplicasMax": 2 },
    "app.workerReplicasMax: given 2; allowed: 0 while workerReplicasMin is 0: an autoscaler on CPU cannot start from no pods",
  ],
  [
    "old pools of the type that the new ones have",
    "2k",
    { "qdrant.formerNodeInstanceType": "r6g.large" },
    'qdrant.formerNodeInstanceType: given "r6g.large"; allowed: null, or another type than nodeInstanceType (r6g.large): pools of one type have one name',
  ],
  [
    "nodes of old pools that are not there",
    "2k",
    { "qdrant.formerNodeCount": 3 },
    "qdrant.formerNodeCount: given 3; allowed: 0 while formerNodeInstanceType is null: nodes belong to a pool",
  ],
  [
    "traffic for a release without pods",
    "100",
    { "app.nextTrafficPercent": 5 },
    "app.nextTrafficPercent: given 5; allowed: 0 while nextReplicas is below 2: a single pod that moves leaves its share of the requests without an answer",
  ],
];

const changed = (tier: TierName, changes: Readonly<Record<string, unknown>>): unknown =>
  Object.entries(changes).reduce<unknown>(
    (value, [path, replacement]) => withValue(value, path, replacement),
    tierNamed(tier),
  );

test.each(BROKEN)("refuses %s", (_what, tier, changes, line) => {
  expect(() => parseTier(changed(tier, changes), "The tier")).toThrow(
    new InputError(`The tier is refused, 1 problem:\n  ${line}`),
  );
});

test("every rule is broken by one of these alone", () => {
  const breaks = COMBINATION_RULES.map(
    ({ problem }) =>
      BROKEN.filter(([, tier, changes]) => problem(changed(tier, changes) as never) !== undefined).length,
  );
  expect(breaks).not.toContain(0);
});

test.each(COMBINATION_RULES.flatMap(({ paths }) => paths))("a rule reads %s, which exists", (path) => {
  expect(fieldValue(tierNamed("2k"), path)).not.toBeUndefined();
});

test("a rule is not judged on a field that is wrong by itself", () => {
  expect(() =>
    parseTier(changed("500", { "app.webReplicasMin": 0, "app.webReplicasMax": 1 }), "The tier"),
  ).toThrow(
    new InputError("The tier is refused, 1 problem:\n  app.webReplicasMin: given 0; allowed: at least 1"),
  );
});
