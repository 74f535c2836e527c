import * as aws from "@pulumi/aws";
import { parameterFamily } from "../components/postgres/parameters";
import { physicalName } from "../components/shared/names";
import {
  instanceRole,
  restorableTimes,
  show,
  type Problem,
  type Restore,
  type Restores,
  type TierSpec,
} from "../tiers";
import { nameParts, type StackConfig } from "./stack-config";

/** What RDS says of a snapshot, or of an instance; a dry run knows nothing of either. */
export interface Backup {
  readonly status?: string;
  readonly engineVersion?: string;
  readonly kmsKeyId?: string;
  readonly allocatedStorageGiB?: number;
}

/** A restore that begins with this `up`, with what RDS says of what it is made from. */
interface BegunRestore {
  readonly shard: string;
  readonly restore: Restore;
  /** Of the snapshot; undefined for a point in time, null where there is no such snapshot. */
  readonly snapshot?: Backup | null;
  /** Of the instance that serves, or did until it was lost; undefined where RDS knows of none. */
  readonly serving?: Backup;
}

/** Restores whose instance the last `up` that ended well has not made yet. */
const restoresToBegin = (wanted: Restores, at: Restores | undefined): [string, Restore][] =>
  Object.entries(wanted.postgres).filter(
    ([shard, { generation, phase, lost }]) =>
      (phase === "create" || lost !== undefined) && (at?.postgres[shard]?.generation ?? 1) < generation,
  );

/** Identifier of the primary of a role such as `shard-0-restored-2`. */
export const primaryIdentifier = (config: Parameters<typeof nameParts>[0], role: string): string =>
  physicalName(nameParts(config), "aws:rds/instance:Instance", role);

async function snapshotNamed(identifier: string): Promise<Backup | null> {
  try {
    const { status, engineVersion, kmsKeyId, allocatedStorage } = await aws.rds.getSnapshot({
      dbSnapshotIdentifier: identifier,
    });
    return { status, engineVersion, kmsKeyId, allocatedStorageGiB: allocatedStorage };
  } catch (error) {
    // The provider's words for no answer; whatever else goes wrong is no statement about the snapshot.
    if (error instanceof Error && /no results|NotFound/i.test(error.message)) return null;
    throw error;
  }
}

async function instanceNamed(identifier: string): Promise<Backup | undefined> {
  try {
    const { engineVersion, kmsKeyId } = await aws.rds.getInstance({ dbInstanceIdentifier: identifier });
    return { engineVersion, kmsKeyId };
  } catch {
    // An instance that is lost is a reason to restore.
    return undefined;
  }
}

/** Asks RDS about everything that is to be restored now, before anything is registered. */
export function begunRestores(config: StackConfig, at: Restores | undefined): Promise<BegunRestore[]> {
  return Promise.all(
    restoresToBegin(config.settings.restore, at).map(async ([shard, restore]): Promise<BegunRestore> => {
      if (restore.snapshot === undefined && restore.lost === undefined) return { shard, restore };
      const identifier = primaryIdentifier(config, instanceRole(shard, restore.generation - 1));
      const [snapshot, serving] = await Promise.all([
        restore.snapshot === undefined ? undefined : snapshotNamed(restore.snapshot),
        instanceNamed(identifier),
      ]);
      return {
        shard,
        restore,
        ...(snapshot === undefined ? {} : { snapshot }),
        ...(serving === undefined ? {} : { serving }),
      };
    }),
  );
}

function snapshotAllowed(
  { snapshot, serving }: Pick<BegunRestore, "snapshot" | "serving">,
  { engineVersion, allocatedStorageGiB }: TierSpec["postgres"],
): string | undefined {
  if (snapshot === undefined) return undefined;
  if (snapshot === null)
    return `a snapshot that exists: aws rds describe-db-snapshots --query "DBSnapshots[].[SnapshotCreateTime,DBSnapshotIdentifier]" --output text | sort`;
  if (snapshot.status !== undefined && snapshot.status !== "available")
    return `a snapshot that is available; this one is ${snapshot.status}`;
  const major = snapshot.engineVersion?.split(".")[0];
  if (major !== undefined && major !== engineVersion)
    return `a snapshot of PostgreSQL ${engineVersion}, which the stack has; this one is of ${major}, for which there is no parameter group (${parameterFamily(major)})`;
  if (
    snapshot.kmsKeyId !== undefined &&
    serving?.kmsKeyId !== undefined &&
    snapshot.kmsKeyId !== serving.kmsKeyId
  )
    return `a snapshot encrypted by ${serving.kmsKeyId}, the stack's key; this one is by ${snapshot.kmsKeyId || "none"}. Copy it: aws rds copy-db-snapshot --kms-key-id`;
  if ((snapshot.allocatedStorageGiB ?? 0) > allocatedStorageGiB)
    return `a snapshot of at most ${allocatedStorageGiB} GiB, the size that the stack asks for; this one has ${snapshot.allocatedStorageGiB ?? 0}, to which the disk has grown. Say so first: pulumi config set --path overrides.postgres.allocatedStorageGiB ${snapshot.allocatedStorageGiB ?? 0}`;
  return undefined;
}

/** What is wrong with what an instance is to be made from; before anything is changed. */
export function begunRestoreProblems(
  begun: readonly BegunRestore[],
  spec: TierSpec["postgres"],
  now: Date,
): Problem[] {
  return begun.flatMap(({ shard, restore, ...known }): Problem[] => {
    const path = `restore.postgres.${shard}`;
    const { time, snapshot, lost } = restore;
    // A dry run knows no engine of any instance.
    if (lost !== undefined && known.serving?.engineVersion !== undefined)
      return [
        {
          path: `${path}.lost`,
          given: show(lost),
          allowed: `an instance that is gone, and RDS has this one; with it there, the restored one is made beside it, in phases: ./scale restore plan --shard ${shard.replace("shard-", "")} without --lost`,
        },
      ];
    if (time !== undefined) {
      const allowed = restorableTimes(time, spec.backupRetentionDays, now);
      return allowed === undefined ? [] : [{ path: `${path}.time`, given: show(time), allowed }];
    }
    const allowed = snapshotAllowed(known, spec);
    return allowed === undefined ? [] : [{ path: `${path}.snapshot`, given: show(snapshot), allowed }];
  });
}
