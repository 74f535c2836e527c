import type { Restore } from "./restore";

/** One instance of a shard: the one it began with, or one that was restored. */
export interface ShardInstance {
  /** Part of logical and physical names: `shard-0`, or `shard-0-restored-2`. */
  readonly role: string;
  /** Whether the poolers lead to it; nobody but RDS's master user may log in to another. */
  readonly isServing: boolean;
  /** Whether its protection is lifted. */
  readonly isLeaving: boolean;
  /** Whether it was made from a backup, by whatever value. */
  readonly isRestored: boolean;
  /** What it is made from; null where that was decided before. */
  readonly source: RestoreSource | null;
  /** Its key, where that is not the stack's; else null. */
  readonly kmsKeyArn: string | null;
}

export type RestoreSource =
  | { readonly snapshot: string }
  | { readonly time: string; readonly automatedBackupArn: string }
  | { readonly time: string; readonly of: string };

/** Role of a shard's instance: the first has the plain name, and each a resource of its own. */
export const instanceRole = (shard: string, generation: number): string =>
  generation === 1 ? shard : `${shard}-restored-${generation}`;

function sourceOf(
  shard: string,
  { generation, snapshot, time, automatedBackupArn }: Restore,
): RestoreSource | null {
  if (snapshot !== undefined) return { snapshot };
  if (time === undefined) return null;
  if (automatedBackupArn !== undefined) return { time, automatedBackupArn };
  return { time, of: instanceRole(shard, generation - 1) };
}

/** The instances that a shard has: one, or two while one takes the place of the other. */
export function shardInstances(shard: string, restore: Restore | undefined): readonly ShardInstance[] {
  if (restore === undefined)
    return [
      { role: shard, isServing: true, isLeaving: false, isRestored: false, source: null, kmsKeyArn: null },
    ];
  const { generation, phase, kmsKeyArn = null } = restore;
  const restored: ShardInstance = {
    role: instanceRole(shard, generation),
    isServing: phase !== "create",
    isLeaving: phase === "create" && restore.retires !== undefined,
    isRestored: true,
    source: sourceOf(shard, restore),
    kmsKeyArn,
  };
  if (phase === undefined) return [restored];
  const former: ShardInstance = {
    role: instanceRole(shard, generation - 1),
    isServing: phase === "create",
    isLeaving: phase === "retire",
    isRestored: generation > 2,
    source: null,
    // The first one has the stack's; later ones were made of one another, and a backup keeps its key.
    kmsKeyArn: generation > 2 ? kmsKeyArn : null,
  };
  return [former, restored];
}
