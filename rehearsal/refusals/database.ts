import { GP3_INCLUDED, STRIPED_FROM_GIB } from "../../kinds/rds/gp3";
import { isLower, majorVersion } from "../../models/manifest/version";
import { at, isRecord, isSet, listOf, recordOf, type Values } from "../../models/manifest/values";
import { textOf } from "../values";
import type { World } from "../world";
import type { Conditions } from "./refusal";

const INSTANCE = "aws:rds/instance:Instance";
const PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup";

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

export const DATABASE_REFUSALS: Conditions = {
  "rds-replica-without-primary": ({ after, world }) =>
    sourceOf(after) !== undefined && primaryOf(after, world) === undefined,
  "rds-replica-of-primary-without-backups": ({ after, world }) => {
    const primary = primaryOf(after, world);
    return primary !== undefined && !(Number(primary.inputs["backupRetentionPeriod"] ?? 0) >= 1);
  },
  "rds-replica-abroad-without-key": ({ after, region }) => {
    const [, , , sourceRegion] = sourceOf(after)?.split(":") ?? [];
    return (
      sourceRegion !== undefined &&
      sourceRegion !== textOf(after["region"] ?? region) &&
      !isSet(after["kmsKeyId"])
    );
  },
  "rds-replica-with-an-engine-of-its-own": ({ after }) =>
    sourceOf(after) !== undefined &&
    ["engine", "engineVersion", "dbName", "username"].some((input) => isSet(after[input])),
  "rds-replica-of-another-source": ({ before, after }) =>
    sourceOf(after) !== undefined && sourceOf(after) !== sourceOf(before),
  "rds-snapshot-not-found": ({ after, world }) =>
    isSet(after["snapshotIdentifier"]) &&
    world.databases.snapshotNamed(textOf(after["snapshotIdentifier"])) === undefined,
  "rds-restore-source-not-found": ({ after, world, region }) => {
    if (!isSet(after["restoreToPointInTime"])) return false;
    const { sourceDbInstanceIdentifier: identifier, sourceDbInstanceAutomatedBackupsArn: arn } = recordOf(
      after["restoreToPointInTime"],
    );
    return isSet(arn)
      ? !world.databases.hasAutomatedBackup(textOf(arn), textOf(after["region"] ?? region))
      : !world.ofType(INSTANCE).some(({ inputs }) => inputs["identifier"] === identifier);
  },
  "rds-replica-with-final-snapshot": ({ before }) =>
    sourceOf(before) !== undefined && before["skipFinalSnapshot"] !== true,
  "rds-delete-without-final-snapshot": ({ before }) =>
    sourceOf(before) === undefined &&
    before["skipFinalSnapshot"] !== true &&
    !isSet(before["finalSnapshotIdentifier"]),
  "rds-deletion-protection": ({ before }) => before["deletionProtection"] === true,
  "rds-storage-shrinks": ({ before, after }) =>
    Number(after["allocatedStorage"]) < Number(before["allocatedStorage"]) &&
    !(Number(after["maxAllocatedStorage"] ?? 0) > Number(after["allocatedStorage"])),
  "rds-engine-downgrade": ({ before, after }) => isLower(after["engineVersion"], before["engineVersion"]),
  "rds-major-upgrade-not-allowed": ({ before, after }) =>
    isSet(before["engineVersion"]) &&
    majorVersion(before["engineVersion"]) !== majorVersion(after["engineVersion"]) &&
    after["allowMajorVersionUpgrade"] !== true,
  "rds-subnet-group-of-same-vpc": ({ before, after }) =>
    isSet(before["dbSubnetGroupName"]) && before["dbSubnetGroupName"] !== after["dbSubnetGroupName"],
  "rds-master-secret-key-changes": ({ before, after }) =>
    before["manageMasterUserPassword"] === true &&
    before["masterUserSecretKmsKeyId"] !== after["masterUserSecretKmsKeyId"],
  "rds-extended-support-changes": ({ before, after }) =>
    before["engineLifecycleSupport"] !== after["engineLifecycleSupport"],
  "rds-small-gp3-with-iops": ({ after }) =>
    after["storageType"] === "gp3" &&
    (isSet(after["iops"]) || isSet(after["storageThroughput"])) &&
    Number(after["allocatedStorage"]) < STRIPED_FROM_GIB,
  "rds-striped-gp3-with-few-iops": ({ before, after }) =>
    after["storageType"] === "gp3" &&
    Number(before["allocatedStorage"]) < STRIPED_FROM_GIB &&
    Number(after["allocatedStorage"]) >= STRIPED_FROM_GIB &&
    Number(after["iops"] ?? GP3_INCLUDED.plain.iops) < GP3_INCLUDED.striped.iops,
  "rds-standby-sensitive-parameters": ({ before, after, world }) =>
    world
      .ofType(INSTANCE)
      .filter(({ inputs }) => sourceOf(inputs) === before["identifier"])
      .some(({ inputs }) => isBelow(inputs, after, world)),
  "rds-subnet-group-loses-subnet-in-use": ({ before, after, world }) =>
    lostSubnets(before, after) &&
    world.ofType(INSTANCE).some(({ inputs }) => inputs["dbSubnetGroupName"] === before["name"]),
  "rds-subnet-group-in-use": ({ before, world }) =>
    world.ofType(INSTANCE).some(({ inputs }) => inputs["dbSubnetGroupName"] === before["name"]),
  "rds-parameter-group-in-use": ({ before, world }) =>
    world.ofType(INSTANCE).some(({ inputs }) => inputs["parameterGroupName"] === before["name"]),
};

const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";

/** Replicas of a shard, in either way of counting nodes. */
const replicasOf = (group: Values): number =>
  isSet(group["numCacheClusters"])
    ? Number(group["numCacheClusters"]) - 1
    : Number(group["replicasPerNodeGroup"] ?? 0);

const isClusterMode = (group: Values): boolean =>
  group["clusterMode"] === "enabled" || isSet(group["numNodeGroups"]);

export const CACHE_REFUSALS: Conditions = {
  "valkey-multi-az-without-replicas": ({ after }) =>
    after["multiAzEnabled"] === true && replicasOf(after) < 1,
  "valkey-last-replica-and-multi-az-in-one-update": ({ before, after }) =>
    before["multiAzEnabled"] === true && replicasOf(before) > 0 && replicasOf(after) === 0,
  "valkey-cluster-mode-without-failover": ({ after }) =>
    isClusterMode(after) && after["automaticFailoverEnabled"] !== true,
  "valkey-cluster-mode-goes-back": ({ before, after }) =>
    before["clusterMode"] === "enabled" && after["clusterMode"] !== "enabled",
  "valkey-snapshot-not-found": ({ after, world }) =>
    isSet(after["snapshotName"]) && world.caches.snapshotNamed(textOf(after["snapshotName"])) === undefined,
  "valkey-snapshot-of-newer-engine": ({ after, world }) =>
    isSet(after["snapshotName"]) &&
    isLower(after["engineVersion"], world.caches.snapshotNamed(textOf(after["snapshotName"]))?.engineVersion),
  "cache-subnet-group-loses-subnet-in-use": ({ before, after, world }) =>
    lostSubnets(before, after) &&
    world.ofType(GROUP).some(({ inputs }) => inputs["subnetGroupName"] === before["name"]),
  "cache-subnet-group-in-use": ({ before, world }) =>
    world.ofType(GROUP).some(({ inputs }) => inputs["subnetGroupName"] === before["name"]),
  "bucket-versioning-disabled-again": ({ before, after }) =>
    at(before, "versioningConfiguration.status") !== "Disabled" &&
    at(after, "versioningConfiguration.status") === "Disabled" &&
    isRecord(before["versioningConfiguration"]),
};
