import type { TierSpec } from "./schema";

/** A rule over several fields; it is judged only when each of `paths` is valid by itself. */
export interface CombinationRule {
  /** Dotted paths the rule reads; the first is the one the message is shown at. */
  readonly paths: readonly [string, ...string[]];
  /** It is about pods that have no place on their nodes. Default: about something else */
  readonly isAboutPlaces?: true;
  /** What is allowed, when the combination is not. */
  readonly problem: (tier: TierSpec) => string | undefined;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const COMBINATION_RULES: readonly CombinationRule[] = [
  {
    paths: ["budgetLinesUsd", "monthlyBudgetUsd"],
    problem: ({ budgetLinesUsd, monthlyBudgetUsd }) => {
      const total = sum(Object.values(budgetLinesUsd));
      return total === monthlyBudgetUsd
        ? undefined
        : `lines that sum to monthlyBudgetUsd (${monthlyBudgetUsd}); they sum to ${total}`;
    },
  },
  {
    paths: ["comfortableUsers", "users"],
    problem: ({ comfortableUsers, users }) =>
      comfortableUsers >= users
        ? undefined
        : `at least users (${users}): a tier carries the users it is named after`,
  },
  {
    paths: ["postgres.replicasPerShard", "postgres.backupRetentionDays"],
    problem: ({ postgres }) =>
      postgres.replicasPerShard === 0 || postgres.backupRetentionDays >= 1
        ? undefined
        : "0 while backupRetentionDays is 0: RDS makes read replicas from backups, so set backupRetentionDays to at least 1",
  },
  {
    paths: ["postgres.servingReplicas", "postgres.replicasPerShard"],
    problem: ({ postgres }) =>
      postgres.servingReplicas <= postgres.replicasPerShard
        ? undefined
        : `at most replicasPerShard (${postgres.replicasPerShard})`,
  },
  {
    paths: ["postgres.maxAllocatedStorageGiB", "postgres.allocatedStorageGiB"],
    problem: ({ postgres }) =>
      postgres.maxAllocatedStorageGiB >= postgres.allocatedStorageGiB
        ? undefined
        : `at least allocatedStorageGiB (${postgres.allocatedStorageGiB})`,
  },
  {
    paths: ["postgres.shardCount", "postgres.backupRetentionDays"],
    problem: ({ postgres }) =>
      postgres.shardCount === 1 || postgres.backupRetentionDays >= 1
        ? undefined
        : "1 while backupRetentionDays is 0: shards without backups cannot be restored to one moment",
  },
  {
    paths: [
      "valkey.embeddings",
      "valkey.embeddingsNodeType",
      "valkey.embeddingsShardCount",
      "valkey.embeddingsReplicasPerShard",
    ],
    problem: ({ valkey }) => {
      const sizes = [
        valkey.embeddingsNodeType,
        valkey.embeddingsShardCount,
        valkey.embeddingsReplicasPerShard,
      ];
      const given = sizes.filter((size) => size !== null).length;
      if (valkey.embeddings === "own" && given < sizes.length)
        return "own only with embeddingsNodeType, embeddingsShardCount and embeddingsReplicasPerShard set";
      if (valkey.embeddings === "main" && given > 0)
        return "main only with embeddingsNodeType, embeddingsShardCount and embeddingsReplicasPerShard null";
      return undefined;
    },
  },
  {
    paths: ["valkey.multiAz", "valkey.mainReplicasPerShard", "valkey.embeddingsReplicasPerShard"],
    problem: ({ valkey }) =>
      !valkey.multiAz || valkey.mainReplicasPerShard > 0 || (valkey.embeddingsReplicasPerShard ?? 0) > 0
        ? undefined
        : "false while no group has a replica: Multi-AZ needs one to fail over to",
  },
  {
    paths: ["qdrant.replicationFactor", "qdrant.peerCount"],
    problem: ({ qdrant }) =>
      qdrant.replicationFactor <= qdrant.peerCount
        ? undefined
        : `at most peerCount (${qdrant.peerCount}): two copies of a shard never share a peer`,
  },
  {
    paths: ["qdrant.placement", "qdrant.nodeInstanceType"],
    problem: ({ qdrant }) => {
      if (qdrant.placement === "dedicated" && qdrant.nodeInstanceType === null)
        return "dedicated only with nodeInstanceType set";
      if (qdrant.placement === "shared" && qdrant.nodeInstanceType !== null)
        return "shared only with nodeInstanceType null: shared peers run on the app pool";
      return undefined;
    },
  },
  {
    paths: ["qdrant.formerNodeInstanceType", "qdrant.nodeInstanceType"],
    problem: ({ qdrant }) =>
      qdrant.formerNodeInstanceType === null || qdrant.formerNodeInstanceType !== qdrant.nodeInstanceType
        ? undefined
        : `null, or another type than nodeInstanceType (${qdrant.formerNodeInstanceType}): pools of one type have one name`,
  },
  {
    paths: ["qdrant.formerNodeCount", "qdrant.formerNodeInstanceType"],
    problem: ({ qdrant }) =>
      qdrant.formerNodeCount === 0 || qdrant.formerNodeInstanceType !== null
        ? undefined
        : "0 while formerNodeInstanceType is null: nodes belong to a pool",
  },
  {
    paths: ["qdrant.peerCount", "qdrant.placement", "network.zoneCount"],
    problem: ({ qdrant, network }) =>
      qdrant.placement === "shared" || qdrant.peerCount >= network.zoneCount
        ? undefined
        : `at least ${network.zoneCount} with dedicated pools: one static pool per zone`,
  },
  {
    paths: ["postgres.pooledConnections", "postgres.maxConnections"],
    problem: ({ postgres }) =>
      postgres.pooledConnections <= postgres.maxConnections
        ? undefined
        : `at most maxConnections (${postgres.maxConnections}): the database takes no more`,
  },
  {
    paths: ["cdn.blockingRules", "cdn.webAclRules"],
    problem: ({ cdn }) =>
      cdn.blockingRules.every((rule) => cdn.webAclRules.includes(rule))
        ? undefined
        : `rules that are in webAclRules (${cdn.webAclRules.join(", ") || "none"})`,
  },
  {
    paths: ["cdn.webAclLogs", "cdn.webAclRules"],
    problem: ({ cdn }) =>
      cdn.webAclLogs && cdn.webAclRules.length === 0
        ? "false where webAclRules is empty: there is no firewall to log"
        : undefined,
  },
  {
    paths: ["app.webReplicasMax", "app.webReplicasMin"],
    problem: ({ app }) =>
      app.webReplicasMax >= app.webReplicasMin
        ? undefined
        : `at least webReplicasMin (${app.webReplicasMin})`,
  },
  {
    paths: ["app.workerReplicasMax", "app.workerReplicasMin"],
    problem: ({ app }) => {
      if (app.workerReplicasMax < app.workerReplicasMin)
        return `at least workerReplicasMin (${app.workerReplicasMin})`;
      if (app.workerReplicasMin === 0 && app.workerReplicasMax > 0)
        return "0 while workerReplicasMin is 0: an autoscaler on CPU cannot start from no pods";
      return undefined;
    },
  },
  {
    paths: ["app.nextTrafficPercent", "app.nextReplicas"],
    problem: ({ app }) =>
      app.nextTrafficPercent === 0 || app.nextReplicas >= 2
        ? undefined
        : "0 while nextReplicas is below 2: a single pod that moves leaves its share of the requests without an answer",
  },
];
