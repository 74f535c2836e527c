import { recordOf, type Values } from "../models/manifest/values";
import { textOf } from "./values";
import type { World, WorldObject } from "./world";

const INSTANCE = "aws:rds/instance:Instance";
const SNAPSHOT = "aws:rds/getSnapshot:getSnapshot";
const GET_INSTANCE = "aws:rds/getInstance:getInstance";

/** A row that was written or deleted, at a time such as `2026-11-29T02:10:00Z`. */
interface Entry {
  readonly time: string;
  readonly change: "write" | "delete";
  readonly row: string;
}
type Log = readonly Entry[];

interface Snapshot {
  readonly log: Log;
  /** Inputs of the instance it was made of. */
  readonly inputs: Values;
}

function rowsOf(log: Log): string[] {
  const rows = new Set<string>();
  for (const { change, row } of log)
    if (change === "write") rows.add(row);
    else rows.delete(row);
  return [...rows].sort();
}

/** What the databases of the stand-in AWS hold, and the backups of it: rows in memory, by the identifier of their instance. */
export class Databases {
  private logs = new Map<string, Log>();
  private snapshots = new Map<string, Snapshot>();
  private automatedBackups = new Map<string, Log>();

  save(): Databases {
    const copy = new Databases();
    copy.restore(this);
    return copy;
  }

  restore({ logs, snapshots, automatedBackups }: Databases): void {
    this.logs = new Map(logs);
    this.snapshots = new Map(snapshots);
    this.automatedBackups = new Map(automatedBackups);
  }

  private add(identifier: string, entry: Entry): void {
    const log = this.logs.get(identifier);
    if (log === undefined) throw new Error(`There is no instance ${identifier}.`);
    this.logs.set(identifier, [...log, entry]);
  }

  write(identifier: string, row: string, time: string): void {
    this.add(identifier, { time, change: "write", row });
  }

  /** A loss, such as a mistake of somebody. */
  delete(identifier: string, row: string, time: string): void {
    this.add(identifier, { time, change: "delete", row });
  }

  /** Rows of an instance, in order. */
  rows(identifier: string): string[] {
    return rowsOf(this.logs.get(identifier) ?? []);
  }

  takeSnapshot(name: string, { inputs }: WorldObject): void {
    this.snapshots.set(name, { log: this.logs.get(String(inputs["identifier"])) ?? [], inputs });
  }

  snapshotNamed(name: string): Snapshot | undefined {
    return this.snapshots.get(name);
  }

  snapshotNames(): string[] {
    return [...this.snapshots.keys()].sort();
  }

  hasAutomatedBackup(arn: string): boolean {
    return this.automatedBackups.has(arn);
  }

  /** An instance is there: empty, or with what it was made from. */
  made({ type, inputs }: Pick<WorldObject, "type" | "inputs">): void {
    if (type !== INSTANCE) return;
    this.logs.set(String(inputs["identifier"]), this.sourceLog(inputs));
  }

  private sourceLog(inputs: Values): Log {
    const { restoreTime, sourceDbInstanceIdentifier, sourceDbInstanceAutomatedBackupsArn } = recordOf(
      inputs["restoreToPointInTime"],
    );
    if (restoreTime !== undefined) {
      const log =
        this.automatedBackups.get(String(sourceDbInstanceAutomatedBackupsArn)) ??
        this.logs.get(String(sourceDbInstanceIdentifier)) ??
        [];
      return log.filter(({ time }) => time <= textOf(restoreTime));
    }
    const snapshot = inputs["snapshotIdentifier"] ?? undefined;
    return snapshot === undefined ? [] : (this.snapshots.get(textOf(snapshot))?.log ?? []);
  }

  /** An instance is gone: its final snapshot stays, and its automated backups for as long as they are kept. */
  gone(object: Pick<WorldObject, "type" | "inputs">): void {
    if (object.type !== INSTANCE) return;
    const { inputs } = object;
    const identifier = String(inputs["identifier"]);
    const log = this.logs.get(identifier) ?? [];
    if (inputs["skipFinalSnapshot"] !== true)
      this.snapshots.set(String(inputs["finalSnapshotIdentifier"]), { log, inputs });
    if (inputs["deleteAutomatedBackups"] === false)
      this.automatedBackups.set(automatedBackupArn(identifier), log);
    this.logs.delete(identifier);
  }
}

/** ARN of the automated backups of an instance that is gone. */
const automatedBackupArn = (identifier: string): string =>
  `arn:aws:rds:us-east-1:123456789012:auto-backup:ab-${identifier}`;

/** What RDS answers about snapshots and instances; undefined for a question about something else. */
export function databaseAnswer(token: string, args: Values, world: World): Values | undefined {
  if (token === SNAPSHOT) {
    const snapshot = world.databases.snapshotNamed(String(args["dbSnapshotIdentifier"]));
    if (snapshot === undefined)
      throw new Error("Your query returned no results. Please change your search criteria and try again.");
    const { engineVersion, kmsKeyId, allocatedStorage } = snapshot.inputs;
    return { ...args, status: "available", engineVersion, kmsKeyId, allocatedStorage };
  }
  if (token !== GET_INSTANCE) return undefined;
  const instance = world
    .ofType(INSTANCE)
    .find(({ inputs }) => inputs["identifier"] === args["dbInstanceIdentifier"]);
  if (instance === undefined)
    throw new Error(`DBInstanceNotFound: DBInstance ${String(args["dbInstanceIdentifier"])} not found.`);
  return { ...args, ...instance.outputs };
}
