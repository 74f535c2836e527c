import { EXAMPLE_ACCOUNT } from "../kinds/example-account";
import { recordOf, type Values } from "../models/manifest/values";
import { textOf } from "./values";
import type { World, WorldObject } from "./world";

const INSTANCE = "aws:rds/instance:Instance";
const SNAPSHOT = "aws:rds/getSnapshot:getSnapshot";
const REPLICATION = "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";
const GET_INSTANCE = "aws:rds/getInstance:getInstance";

/** A row that was written or deleted, at a time such as `2026-11-29T02:10:00Z`. */
interface Entry {
  readonly time: string;
  readonly change: "write" | "delete";
  readonly row: string;
}
type Log = readonly Entry[];

export interface Snapshot {
  readonly log: Log;
  /** Inputs of the instance it was made of. */
  readonly inputs: Values;
}

/** An automated backup: of an instance that is gone, or what another region is sent of one. */
interface AutomatedBackup {
  readonly arn: string;
  /** Identifier of the instance. */
  readonly instance: string;
  readonly kmsKeyId: unknown;
  /** Null while it is sent what the instance holds. */
  readonly log: Log | null;
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
  private automatedBackups = new Map<string, AutomatedBackup>();
  private identifiersByArn = new Map<string, string>();
  /** Sources of those that are replicas, by identifiers. */
  private sources = new Map<string, string>();
  /** Regions from which nothing comes. */
  private silentRegions = new Set<string>();

  save(): Databases {
    const copy = new Databases();
    copy.restore(this);
    return copy;
  }

  restore(saved: Databases): void {
    const { logs, snapshots, automatedBackups, identifiersByArn, sources, silentRegions } = saved;
    this.logs = new Map(logs);
    this.snapshots = new Map(snapshots);
    this.automatedBackups = new Map(automatedBackups);
    this.identifiersByArn = new Map(identifiersByArn);
    this.sources = new Map(sources);
    this.silentRegions = new Set(silentRegions);
  }

  private add(identifier: string, entry: Entry): void {
    const log = this.logs.get(identifier);
    if (log === undefined) throw new Error(`There is no instance ${identifier}.`);
    if (this.sources.has(identifier))
      throw new Error(`cannot execute INSERT in a read-only transaction: ${identifier} is a replica.`);
    this.logs.set(identifier, [...log, entry]);
    this.replicate();
  }

  /** What replicas are sent; nothing leaves a region that is lost. */
  private replicate(): void {
    for (const [replica, source] of this.sources) {
      const isHeard = ![...this.identifiersByArn].some(
        ([arn, identifier]) => identifier === source && this.silentRegions.has(arn.split(":")[3] ?? ""),
      );
      const log = this.logs.get(source);
      if (isHeard && log !== undefined) this.logs.set(replica, log);
    }
  }

  /** Whether what is written in a region reaches others. */
  setHeard(region: string, isHeard: boolean): void {
    if (isHeard) this.silentRegions.delete(region);
    else this.silentRegions.add(region);
    this.replicate();
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

  /** A snapshot that was copied from another account, under a key of this one. */
  receiveSnapshot(name: string, { log, inputs }: Snapshot, kmsKeyId: string): void {
    this.snapshots.set(name, { log, inputs: { ...inputs, kmsKeyId } });
  }

  /** What an instance holds now, as AWS Backup takes it by the ARN. */
  contentsOf({ inputs }: WorldObject): Snapshot {
    return { log: this.logs.get(String(inputs["identifier"])) ?? [], inputs };
  }

  /** Somebody deletes every instance and every backup of an account. */
  deleteAll(): void {
    this.restore(new Databases());
  }

  snapshotNamed(name: string): Snapshot | undefined {
    return this.snapshots.get(name);
  }

  snapshotNames(): string[] {
    return [...this.snapshots.keys()].sort();
  }

  /** Whether a region has an automated backup. */
  hasAutomatedBackup(arn: string, region: string): boolean {
    return this.automatedBackupsIn(region).some((backup) => backup.arn === arn);
  }

  /** What `aws rds describe-db-instance-automated-backups` shows in a region. */
  automatedBackupsIn(region: string): readonly Pick<AutomatedBackup, "arn" | "instance" | "kmsKeyId">[] {
    return [...this.automatedBackups.values()].filter(({ arn }) => arn.split(":")[3] === region);
  }

  /** An instance is there: empty, or with what it was made from. */
  made(object: Pick<WorldObject, "type" | "inputs" | "outputs">): void {
    const { type, inputs, outputs } = object;
    if (type === REPLICATION) {
      const instance = this.identifiersByArn.get(textOf(inputs["sourceDbInstanceArn"])) ?? "none";
      this.keep({ instance, inputs, region: regionOf(object), log: null });
    }
    if (type !== INSTANCE) return;
    const identifier = String(inputs["identifier"]);
    this.identifiersByArn.set(String(outputs["arn"]), identifier);
    this.logs.set(identifier, this.sourceLog(inputs));
    this.follow(identifier, inputs);
  }

  /** A replica follows its source, and one that has none any more is promoted: it keeps what it has. */
  changed({ type, inputs }: Pick<WorldObject, "type" | "inputs">): void {
    if (type === INSTANCE) this.follow(String(inputs["identifier"]), inputs);
  }

  private follow(identifier: string, inputs: Values): void {
    const source = textOf(inputs["replicateSourceDb"] ?? "");
    if (source === "") this.sources.delete(identifier);
    else this.sources.set(identifier, this.identifiersByArn.get(source) ?? source);
    this.replicate();
  }

  private sourceLog(inputs: Values): Log {
    const { restoreTime, sourceDbInstanceIdentifier, sourceDbInstanceAutomatedBackupsArn } = recordOf(
      inputs["restoreToPointInTime"],
    );
    if (restoreTime !== undefined) {
      const backup = this.automatedBackups.get(String(sourceDbInstanceAutomatedBackupsArn));
      const log = backup?.log ?? this.logs.get(backup?.instance ?? String(sourceDbInstanceIdentifier)) ?? [];
      return log.filter(({ time }) => time <= textOf(restoreTime));
    }
    const snapshot = inputs["snapshotIdentifier"] ?? undefined;
    return snapshot === undefined ? [] : (this.snapshots.get(textOf(snapshot))?.log ?? []);
  }

  /** An instance is gone: its final snapshot stays, and its automated backups for as long as they are kept. */
  gone(object: Pick<WorldObject, "type" | "inputs" | "outputs">): void {
    if (object.type !== INSTANCE) return;
    const { inputs } = object;
    const identifier = String(inputs["identifier"]);
    if (inputs["skipFinalSnapshot"] !== true)
      this.snapshots.set(String(inputs["finalSnapshotIdentifier"]), {
        log: this.logs.get(identifier) ?? [],
        inputs,
      });
    this.lost(object);
  }

  /** An instance is gone by somebody who left no final snapshot; its automated backups stay. */
  lost(object: Pick<WorldObject, "type" | "inputs" | "outputs">): void {
    if (object.type !== INSTANCE) return;
    const { inputs } = object;
    const identifier = String(inputs["identifier"]);
    const log = this.logs.get(identifier) ?? [];
    for (const [arn, backup] of this.automatedBackups)
      if (backup.instance === identifier)
        this.automatedBackups.set(arn, { ...backup, log: backup.log ?? log });
    if (inputs["deleteAutomatedBackups"] === false)
      this.keep({ instance: identifier, inputs, region: regionOf(object), log });
    this.logs.delete(identifier);
    this.sources.delete(identifier);
  }

  private keep({ instance, inputs, region, log }: Kept): void {
    const arn = `arn:aws:rds:${region}:${EXAMPLE_ACCOUNT}:auto-backup:ab-${instance}`;
    this.automatedBackups.set(arn, { arn, instance, kmsKeyId: inputs["kmsKeyId"], log });
  }
}

interface Kept extends Pick<AutomatedBackup, "instance" | "log"> {
  readonly inputs: Values;
  readonly region: string;
}

const regionOf = ({ outputs }: Pick<WorldObject, "outputs">): string => String(outputs["region"]);

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
