import type { Pilot, Restores } from "../../tiers";
import { shardInstances, type ShardInstance } from "../../tiers/shard-instances";
import { shardNames } from "../../tiers/shards";
import type { PlatformComponent } from "../shared/component";
import { PostgresShard, type PostgresShardArgs } from "./shard";

export interface InstancesArgs extends Omit<
  PostgresShardArgs,
  "shard" | "isLeaving" | "isRestored" | "source" | "storageKeyArn" | "wasReplica"
> {
  /** Shards that were restored, or are on their way there. */
  readonly restores: Restores["postgres"];
  /** Shards that are to go. */
  readonly decommissioned: readonly string[];
  /** Whose databases were replicas of another region; null for a stack of its own data. */
  readonly pilot: Pilot | null;
}

/** A primary with its replicas, which serves a shard or stands beside the one that does. */
export interface PlacedInstance extends ShardInstance {
  /** Such as `shard-0`. */
  readonly shard: string;
  readonly instance: PostgresShard;
}

/** All instances of each shard; one of them serves. */
export function createInstances(
  parent: PlatformComponent,
  { restores, decommissioned, pilot, ...shared }: InstancesArgs,
): readonly PlacedInstance[] {
  return shardNames(shared.spec.shardCount).flatMap((shard) =>
    shardInstances(shard, restores[shard]).map((one) => {
      const { role, isRestored, source, kmsKeyArn: storageKeyArn } = one;
      const args: PostgresShardArgs = {
        ...shared,
        shard: role,
        isLeaving: one.isLeaving || decommissioned.includes(shard),
        isRestored,
        source,
        storageKeyArn,
        // What is restored later is an instance of its own.
        wasReplica: !isRestored && pilot !== null && Object.hasOwn(pilot.postgres, shard),
      };
      return { ...one, shard, instance: new PostgresShard(parent.childName(role), args, { parent }) };
    }),
  );
}
