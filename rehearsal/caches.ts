import { isSet, type Values } from "../models/manifest/values";
import { textOf } from "./values";
import type { WorldObject } from "./world";

const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";

interface CacheSnapshot {
  readonly keys: readonly string[];
  readonly engineVersion: string;
}

/** What the groups of the stand-in ElastiCache hold, and the snapshots of them: keys, by the id of their group. */
export class Caches {
  private keysOf = new Map<string, readonly string[]>();
  private snapshots = new Map<string, CacheSnapshot>();

  save(): Caches {
    const copy = new Caches();
    copy.restore(this);
    return copy;
  }

  restore({ keysOf, snapshots }: Caches): void {
    this.keysOf = new Map(keysOf);
    this.snapshots = new Map(snapshots);
  }

  write(groupId: string, key: string): void {
    const keys = this.keysOf.get(groupId);
    if (keys === undefined) throw new Error(`There is no group ${groupId}.`);
    this.keysOf.set(groupId, [...keys, key]);
  }

  /** A loss, such as a FLUSHALL. */
  lose(groupId: string): void {
    this.keysOf.set(groupId, []);
  }

  keys(groupId: string): readonly string[] {
    return this.keysOf.get(groupId) ?? [];
  }

  takeSnapshot(name: string, { inputs }: Pick<WorldObject, "inputs">): void {
    this.snapshots.set(name, {
      keys: this.keys(textOf(inputs["replicationGroupId"])),
      engineVersion: textOf(inputs["engineVersion"]),
    });
  }

  snapshotNamed(name: string): CacheSnapshot | undefined {
    return this.snapshots.get(name);
  }

  snapshotNames(): string[] {
    return [...this.snapshots.keys()].sort();
  }

  /** A group is there: empty, or with the keys of its snapshot. */
  made({ type, inputs }: Pick<WorldObject, "type" | "inputs">): void {
    if (type === GROUP) this.keysOf.set(textOf(inputs["replicationGroupId"]), this.sourceKeys(inputs));
  }

  private sourceKeys({ snapshotName }: Values): readonly string[] {
    return isSet(snapshotName) ? (this.snapshotNamed(textOf(snapshotName))?.keys ?? []) : [];
  }

  /** A group is gone; its final snapshot stays. */
  gone(object: Pick<WorldObject, "type" | "inputs">): void {
    if (object.type !== GROUP) return;
    const { finalSnapshotIdentifier: final } = object.inputs;
    if (isSet(final)) this.takeSnapshot(textOf(final), object);
    this.keysOf.delete(textOf(object.inputs["replicationGroupId"]));
  }
}
