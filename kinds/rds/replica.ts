import { isNamed, isSet, type Values } from "../../models/manifest/values";

interface Made {
  readonly inputs: Values;
}
interface Typed extends Made {
  readonly type: string;
}

/** A read replica lives by its primary: what it holds, how it is backed up and what fails over is the primary's. */
export const isReplica = ({ inputs }: Made): boolean => isNamed(inputs, "replicateSourceDb");

/** A replica of another region is named its source by an ARN, one of the same region by an identifier. */
export const isReplicaAbroad = ({ inputs }: Made): boolean => {
  const source = inputs["replicateSourceDb"];
  return typeof source === "string" && source.startsWith("arn:");
};

/** Whether it has a shard's data in its stack as no other: a primary, or what waits for the loss of another region. */
export const holdsShard = (instance: Made): boolean => !isReplica(instance) || isReplicaAbroad(instance);

/**
 * A primary that was a replica, and is promoted: it has its engine and user from there. RDS makes no other database without
 * being told an engine, or what it is made from.
 */
export const isPromoted = (instance: Made): boolean =>
  !isReplica(instance) &&
  ["engine", "snapshotIdentifier", "restoreToPointInTime"].every((input) => !isSet(instance.inputs[input]));

/** Whether a stack waits for the loss of another region: databases that are replicas of it, and no cluster that uses them. */
export function isPilot(resources: readonly Typed[]): boolean {
  if (resources.some(({ type }) => type === "aws:eks/cluster:Cluster")) return false;
  const databases = resources.filter(({ type }) => type === "aws:rds/instance:Instance");
  return databases.length > 0 && databases.every(isReplicaAbroad);
}
