import { isLower } from "../../models/replacement/replacement";
import { at, isRecord, isSet, listOf, recordOf, type Values } from "../../models/manifest/values";
import type { World } from "../world";
import type { Refusal } from "./refusal";

const INSTANCE = "aws:rds/instance:Instance";
const PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup";
const SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";

/** Values that a PostgreSQL standby needs at least as large as its primary's. */
const STANDBY_SENSITIVE = [
  "max_connections",
  "max_worker_processes",
  "max_wal_senders",
  "max_prepared_transactions",
  "max_locks_per_transaction",
] as const;

const MEMORY_GIB_PER_SIZE: Readonly<Record<string, number>> = { micro: 1, small: 2, medium: 4, large: 8 };

/** Memory of an instance class: burstable and general classes double with each size, R classes hold twice as much. */
export function memoryGiB(instanceClass: unknown): number {
  const [, family = "", size = ""] = /^db\.([a-z])[a-z0-9]*\.(\w+)$/.exec(String(instanceClass)) ?? [];
  const times = /^(\d*)xlarge$/.exec(size);
  const base = times === null ? (MEMORY_GIB_PER_SIZE[size] ?? 0) : 16 * Number(times[1] || 1);
  return family === "r" ? base * 2 : base;
}

const BYTES_PER_CONNECTION = 9_531_392;
const CONNECTIONS_MAX = 5000;

/** Value of a parameter: what the instance's group sets, else what RDS derives from memory, which it does for one. */
function parameter(instance: Values, name: string, world: World): number | null {
  const group = world
    .ofType(PARAMETER_GROUP)
    .find(({ inputs }) => inputs["name"] === instance["parameterGroupName"]);
  const set = listOf(group?.inputs["parameters"]).find((one) => recordOf(one)["name"] === name);
  if (set !== undefined) return Number(recordOf(set)["value"]);
  if (name !== "max_connections") return null;
  const bytes = memoryGiB(instance["instanceClass"]) * 1024 ** 3;
  return Math.min(CONNECTIONS_MAX, Math.floor(bytes / BYTES_PER_CONNECTION));
}

/** Whether a standby would stop: a value that it needs is below its primary's. */
const isBelow = (standby: Values, primary: Values, world: World): boolean =>
  STANDBY_SENSITIVE.some((name) => {
    const [own, needed] = [parameter(standby, name, world), parameter(primary, name, world)];
    return own !== null && needed !== null && own < needed;
  });

const sourceOf = (instance: Values): string | undefined =>
  typeof instance["replicateSourceDb"] === "string" ? instance["replicateSourceDb"] : undefined;

const primaryOf = (instance: Values, world: World) =>
  world
    .ofType(INSTANCE)
    .find(({ inputs, outputs }) => [inputs["identifier"], outputs["arn"]].includes(sourceOf(instance)));

const lostSubnets = (before: Values, after: Values): boolean =>
  listOf(before["subnetIds"]).some((subnet) => !listOf(after["subnetIds"]).includes(subnet));

export const DATABASE_REFUSALS: readonly Refusal[] = [
  {
    id: "rds-replica-without-primary",
    type: INSTANCE,
    on: ["create"],
    message: "DBInstanceNotFound: the source of the read replica does not exist. Create the primary first.",
    applies: ({ after, world }) => sourceOf(after) !== undefined && primaryOf(after, world) === undefined,
  },
  {
    id: "rds-replica-of-primary-without-backups",
    type: INSTANCE,
    on: ["create"],
    message:
      "InvalidDBInstanceState: automated backups are off on the source. Set backupRetentionPeriod to 1 or more.",
    applies: ({ after, world }) => {
      const primary = primaryOf(after, world);
      return primary !== undefined && !(Number(primary.inputs["backupRetentionPeriod"] ?? 0) >= 1);
    },
  },
  {
    id: "rds-replica-with-final-snapshot",
    type: INSTANCE,
    on: ["delete"],
    message:
      "InvalidParameterCombination: a read replica takes no final snapshot. Set skipFinalSnapshot on replicas.",
    applies: ({ before }) => sourceOf(before) !== undefined && before["skipFinalSnapshot"] !== true,
  },
  {
    id: "rds-delete-without-final-snapshot",
    type: INSTANCE,
    on: ["delete"],
    message: "finalSnapshotIdentifier is required when skipFinalSnapshot is not true.",
    applies: ({ before }) =>
      sourceOf(before) === undefined &&
      before["skipFinalSnapshot"] !== true &&
      !isSet(before["finalSnapshotIdentifier"]),
  },
  {
    id: "rds-deletion-protection",
    type: INSTANCE,
    on: ["delete"],
    message:
      "InvalidParameterCombination: the instance has deletion protection. Switch it off in an `up` first.",
    applies: ({ before }) => before["deletionProtection"] === true,
  },
  {
    id: "rds-storage-shrinks",
    type: INSTANCE,
    on: ["update"],
    message: "InvalidParameterCombination: allocated storage cannot be lowered.",
    applies: ({ before, after }) =>
      Number(after["allocatedStorage"]) < Number(before["allocatedStorage"]) &&
      !(Number(after["maxAllocatedStorage"] ?? 0) > Number(after["allocatedStorage"])),
  },
  {
    id: "rds-engine-downgrade",
    type: INSTANCE,
    on: ["update"],
    message: "InvalidParameterCombination: the engine version cannot be lowered.",
    applies: ({ before, after }) => isLower(after["engineVersion"], before["engineVersion"]),
  },
  {
    id: "rds-subnet-group-of-same-vpc",
    type: INSTANCE,
    on: ["update"],
    message:
      "InvalidVPCNetworkStateFault: an instance moves only to a subnet group of another VPC. Change the group's subnets instead.",
    applies: ({ before, after }) =>
      isSet(before["dbSubnetGroupName"]) && before["dbSubnetGroupName"] !== after["dbSubnetGroupName"],
  },
  {
    id: "rds-master-secret-key-changes",
    type: INSTANCE,
    on: ["update"],
    message: "InvalidParameterCombination: the key of a master secret that RDS manages cannot be changed.",
    applies: ({ before, after }) =>
      before["manageMasterUserPassword"] === true &&
      before["masterUserSecretKmsKeyId"] !== after["masterUserSecretKmsKeyId"],
  },
  {
    id: "rds-extended-support-changes",
    type: INSTANCE,
    on: ["update"],
    message: "InvalidParameterCombination: engineLifecycleSupport is decided when an instance is created.",
    applies: ({ before, after }) => before["engineLifecycleSupport"] !== after["engineLifecycleSupport"],
  },
  {
    id: "rds-small-gp3-with-iops",
    type: INSTANCE,
    on: ["create", "update"],
    message:
      "InvalidParameterCombination: iops and storageThroughput of gp3 may be set from 400 GiB on for PostgreSQL.",
    applies: ({ after }) =>
      after["storageType"] === "gp3" &&
      (isSet(after["iops"]) || isSet(after["storageThroughput"])) &&
      Number(after["allocatedStorage"]) < 400,
  },
  {
    id: "rds-standby-sensitive-parameters",
    type: INSTANCE,
    on: ["update"],
    message:
      "The replica stops: max_connections, or another value that a standby needs, would be lower than its primary's. Set the standby-sensitive parameters explicitly and equal, or scale the replicas first.",
    applies: ({ before, after, world }) =>
      world
        .ofType(INSTANCE)
        .filter(({ inputs }) => sourceOf(inputs) === before["identifier"])
        .some(({ inputs }) => isBelow(inputs, after, world)),
  },
  {
    id: "rds-subnet-group-loses-subnet-in-use",
    type: SUBNET_GROUP,
    on: ["update"],
    message: "SubnetAlreadyInUse: an instance of the group uses a subnet that is to be removed.",
    applies: ({ before, after, world }) =>
      lostSubnets(before, after) &&
      world.ofType(INSTANCE).some(({ inputs }) => inputs["dbSubnetGroupName"] === before["name"]),
  },
  {
    id: "rds-subnet-group-in-use",
    type: SUBNET_GROUP,
    on: ["delete"],
    message: "InvalidDBSubnetGroupStateFault: instances use the subnet group.",
    applies: ({ before, world }) =>
      world.ofType(INSTANCE).some(({ inputs }) => inputs["dbSubnetGroupName"] === before["name"]),
  },
  {
    id: "rds-parameter-group-in-use",
    type: PARAMETER_GROUP,
    on: ["delete"],
    message: "InvalidDBParameterGroupState: instances use the parameter group.",
    applies: ({ before, world }) =>
      world.ofType(INSTANCE).some(({ inputs }) => inputs["parameterGroupName"] === before["name"]),
  },
];

const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
const CACHE_SUBNET_GROUP = "aws:elasticache/subnetGroup:SubnetGroup";

/** Replicas of a shard, in either way of counting nodes. */
const replicasOf = (group: Values): number =>
  isSet(group["numCacheClusters"])
    ? Number(group["numCacheClusters"]) - 1
    : Number(group["replicasPerNodeGroup"] ?? 0);

const isClusterMode = (group: Values): boolean =>
  group["clusterMode"] === "enabled" || isSet(group["numNodeGroups"]);

export const CACHE_REFUSALS: readonly Refusal[] = [
  {
    id: "valkey-multi-az-without-replicas",
    type: GROUP,
    on: ["create", "update"],
    message: "InvalidParameterCombination: Multi-AZ needs at least one replica in each shard.",
    applies: ({ after }) => after["multiAzEnabled"] === true && replicasOf(after) < 1,
  },
  {
    id: "valkey-last-replica-and-multi-az-in-one-update",
    type: GROUP,
    on: ["update"],
    message:
      "InvalidReplicationGroupState: the last replica cannot leave while Multi-AZ is on. Switch Multi-AZ off in an update of its own, first.",
    applies: ({ before, after }) =>
      before["multiAzEnabled"] === true && replicasOf(before) > 0 && replicasOf(after) === 0,
  },
  {
    id: "valkey-cluster-mode-without-failover",
    type: GROUP,
    on: ["create", "update"],
    message: "InvalidParameterValue: cluster mode needs automaticFailoverEnabled.",
    applies: ({ after }) => isClusterMode(after) && after["automaticFailoverEnabled"] !== true,
  },
  {
    id: "valkey-cluster-mode-goes-back",
    type: GROUP,
    on: ["update"],
    message: "InvalidParameterValue: cluster mode cannot be disabled once it is enabled.",
    applies: ({ before, after }) => before["clusterMode"] === "enabled" && after["clusterMode"] !== "enabled",
  },
  {
    id: "cache-subnet-group-loses-subnet-in-use",
    type: CACHE_SUBNET_GROUP,
    on: ["update"],
    message: "SubnetInUse: a group uses a subnet that is to be removed.",
    applies: ({ before, after, world }) =>
      lostSubnets(before, after) &&
      world.ofType(GROUP).some(({ inputs }) => inputs["subnetGroupName"] === before["name"]),
  },
  {
    id: "cache-subnet-group-in-use",
    type: CACHE_SUBNET_GROUP,
    on: ["delete"],
    message: "CacheSubnetGroupInUse: replication groups use the subnet group.",
    applies: ({ before, world }) =>
      world.ofType(GROUP).some(({ inputs }) => inputs["subnetGroupName"] === before["name"]),
  },
  {
    id: "bucket-versioning-disabled-again",
    type: "aws:s3/bucketVersioning:BucketVersioning",
    on: ["update"],
    message: "Versioning cannot go back to Disabled once it was on; Suspended is the way.",
    applies: ({ before, after }) =>
      at(before, "versioningConfiguration.status") !== "Disabled" &&
      at(after, "versioningConfiguration.status") === "Disabled" &&
      isRecord(before["versioningConfiguration"]),
  },
];
