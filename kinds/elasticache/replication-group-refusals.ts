import type { RefusalFacts } from "../facts";

export const REFUSALS: readonly RefusalFacts[] = [
  {
    id: "valkey-multi-az-without-replicas",
    on: ["create", "update"],
    message: "InvalidParameterCombination: Multi-AZ needs at least one replica in each shard.",
    statement: "Multi-AZ fails over to a replica, so each shard needs one.",
    evidence: "general knowledge",
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html",
  },
  {
    id: "valkey-last-replica-and-multi-az-in-one-update",
    on: ["update"],
    message:
      "InvalidReplicationGroupState: the last replica cannot leave while Multi-AZ is on. Switch Multi-AZ off in an update of its own, first.",
    statement:
      "The provider takes replicas away before it changes Multi-AZ, and the API refuses the last one while Multi-AZ is on.",
    evidence: "inferred",
    source:
      "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/elasticache/replication_group.go",
  },
  {
    id: "valkey-cluster-mode-without-failover",
    on: ["create", "update"],
    message: "InvalidParameterValue: cluster mode needs automaticFailoverEnabled.",
    statement: "A group in cluster mode has automatic failover switched on.",
    evidence: "read",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/43233",
  },
  {
    id: "valkey-cluster-mode-goes-back",
    on: ["update"],
    message: "InvalidParameterValue: cluster mode cannot be disabled once it is enabled.",
    statement: "Cluster mode goes from disabled over compatible to enabled, and never back.",
    evidence: "read",
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/modify-cluster-mode.html",
  },
  {
    id: "valkey-snapshot-not-found",
    on: ["create"],
    message: "SnapshotNotFoundFault: the snapshot to fill the group from does not exist.",
    statement: "snapshotName names a snapshot that exists.",
    evidence: "read",
    source:
      "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html",
  },
  {
    id: "valkey-snapshot-of-newer-engine",
    on: ["create"],
    message:
      "InvalidParameterCombination: the snapshot is of a newer engine version than the one that is asked for.",
    statement: "A group is filled from a snapshot of its own engine version or an older one.",
    evidence: "read",
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-restoring.html",
  },
];
