import type { Subject } from "./protocol";
import { changesBetween } from "../models/manifest/changes";
import type { Values } from "../models/manifest/values";
import { readAfterMove } from "../models/read-back/read-back";
import { Buckets, nameOf } from "./buckets";
import { Caches } from "./caches";
import { Databases } from "./databases";

/** An object of the cloud or the cluster. */
export interface WorldObject extends Subject {
  readonly package: string;
  readonly id: string;
  /** What makes it the only one of its kind: a physical name, a parent and a port. Null when nothing does. */
  readonly key: string | null;
  /** What its computed texts are made of. */
  readonly handle: string;
  readonly inputs: Values;
  readonly outputs: Values;
  /** Inputs that are read otherwise than they were given, as they are read now. */
  readonly read: Values;
}

/** Thrown by a hook: the object exists and did not become ready. */
export class NotReady extends Error {}

/** What a provider is asked to do to one object. */
export interface Change extends Subject {
  readonly operation: "create" | "update" | "delete";
  /** Null before a create. */
  readonly id: string | null;
}

export interface WorldHooks {
  /**
   * Runs before the n-th create, counted from 1 over all providers. Throws to refuse it; a promise that never settles
   * is a create that hangs.
   */
  readonly beforeCreate?: (n: number, subject: Subject) => Promise<void> | void;
  /** Runs when the object is there and the engine does not know it yet. What it throws, but NotReady, is an answer that got lost. */
  readonly afterCreate?: (n: number, object: WorldObject) => Promise<void> | void;
  /** As `beforeCreate`, before the n-th create, update or delete. */
  readonly beforeChange?: (n: number, change: Change) => Promise<void> | void;
  /** Runs when it is done and the engine does not know it yet. */
  readonly afterChange?: (n: number, change: Change) => Promise<void> | void;
}

/** What exists at one moment. */
export interface SavedWorld {
  readonly objects: ReadonlyMap<string, WorldObject>;
  readonly generations: ReadonlyMap<string, number>;
  /** Rows and backups; none where absent. */
  readonly databases?: Databases;
  /** Keys and snapshots; none where absent. */
  readonly caches?: Caches;
  /** Objects of S3; none where absent. */
  readonly buckets?: Buckets;
}

export interface Counters {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
}

/** Compares by code units: the order must not depend on the machine's language. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const CLUSTER = "aws:eks/cluster:Cluster";
const BUCKET = "aws:s3/bucket:Bucket";

const isOfCluster = (type: string): boolean => type.startsWith("kubernetes:");

/** Everything that exists in the stand-ins' cloud and cluster. */
export class World {
  private objectsByAddress = new Map<string, WorldObject>();
  private generations = new Map<string, number>();
  private counts = { created: 0, updated: 0, deleted: 0 };
  private begun = 0;
  private changesBegun = 0;
  hooks: WorldHooks = {};
  /** What the instances of RDS hold. */
  readonly databases = new Databases();
  /** What the groups of ElastiCache hold. */
  readonly caches = new Caches();
  /** What the buckets of S3 hold. */
  readonly buckets = new Buckets();
  /** Regions whose APIs answer nobody. */
  private readonly lostRegions = new Set<string>();
  /** Addresses of clusters that are gone. */
  private readonly lostServers = new Set<string>();
  /** Values of AWS's own parameters, by name, where they are to differ from the usual ones. */
  publicParameters: Readonly<Record<string, string>> = {};

  /** @param account the world whose cloud it shares; it then holds a cluster alone, and finds the rest there. Default: none */
  constructor(private readonly account?: World) {}

  private static address({ type, id }: Pick<WorldObject, "type" | "id">): string {
    return `${type}::${id}`;
  }

  get counters(): Counters {
    return { ...this.counts };
  }

  /** Number of the create that begins now. */
  nextCreate(): number {
    this.begun += 1;
    return this.begun;
  }

  /** Number of the create, update or delete that begins now. */
  nextChange(): number {
    this.changesBegun += 1;
    return this.changesBegun;
  }

  /** Starts the numbering of creates and changes anew. @returns how many changes there were */
  restartNumbering(): number {
    const changes = this.changesBegun;
    this.begun = 0;
    this.changesBegun = 0;
    return changes;
  }

  save(): SavedWorld {
    return {
      objects: new Map(this.objectsByAddress),
      generations: new Map(this.generations),
      databases: this.databases.save(),
      caches: this.caches.save(),
      buckets: this.buckets.save(),
    };
  }

  restore({ objects, generations, databases, caches, buckets }: SavedWorld): void {
    this.objectsByAddress = new Map(objects);
    this.generations = new Map(generations);
    this.databases.restore(databases ?? new Databases());
    if (databases === undefined) for (const object of this.all()) this.databases.made(object);
    this.caches.restore(caches ?? new Caches());
    if (caches === undefined) for (const object of this.all()) this.caches.made(object);
    this.buckets.restore(buckets ?? new Buckets());
  }

  /** A name for the next object of a logical name: the same for the first of two runs, another for each further one. */
  nextHandle({ type, name }: Pick<Subject, "type" | "name">): string {
    const generation = (this.generations.get(`${type}::${name}`) ?? 0) + 1;
    this.generations.set(`${type}::${name}`, generation);
    return generation === 1 ? name : `${name}-${generation}`;
  }

  all(): readonly WorldObject[] {
    return [...this.objectsByAddress.values()];
  }

  ofType(type: string): readonly WorldObject[] {
    if (this.account !== undefined && !isOfCluster(type)) return this.account.ofType(type);
    return this.all().filter((object) => object.type === type);
  }

  find(type: string, id: string): WorldObject | undefined {
    return this.objectsByAddress.get(World.address({ type, id }));
  }

  /** The object that keeps another of this key from being made. */
  holderOf(type: string, key: string): WorldObject | undefined {
    return this.ofType(type).find((object) => object.key === key);
  }

  /** The one object of a logical name. @throws Error when there are none or several */
  named(type: string, name: string): WorldObject {
    const found = this.ofType(type).filter((object) => object.name === name);
    const [only] = found;
    if (only === undefined || found.length > 1)
      throw new Error(`The world holds ${found.length} objects ${type} named ${name}.`);
    return only;
  }

  add(object: WorldObject): void {
    this.objectsByAddress.set(World.address(object), object);
    this.databases.made(object);
    this.caches.made(object);
    this.counts.created += 1;
  }

  replace(object: WorldObject): void {
    this.objectsByAddress.set(World.address(object), object);
    this.databases.changed(object);
    this.counts.updated += 1;
  }

  remove({ type, id }: Pick<WorldObject, "type" | "id">): void {
    const object = this.find(type, id);
    if (object === undefined) return;
    this.databases.gone(object);
    this.caches.gone(object);
    this.objectsByAddress.delete(World.address(object));
    this.counts.deleted += 1;
  }

  /** Changes inputs of an object, and what is read of the same names, behind Pulumi's back. */
  drift(type: string, name: string, changed: Values): void {
    const object = this.named(type, name);
    const read = Object.entries(object.read).map(([key, value]) => [key, changed[key] ?? value] as const);
    this.objectsByAddress.set(World.address(object), {
      ...object,
      inputs: { ...object.inputs, ...changed },
      outputs: { ...object.outputs, ...changed },
      read: Object.fromEntries(read),
    });
  }

  /**
   * Lets AWS move by itself whatever it moves: disks, minor versions, zones.
   * @param but types that it leaves alone
   * @returns how many objects it moved
   */
  moveByItself(but: readonly string[] = []): number {
    let moved = 0;
    for (const [address, object] of this.objectsByAddress) {
      if (but.includes(object.type)) continue;
      const read = readAfterMove(object.type, object.inputs, object.read);
      moved += changesBetween(object.read, read).length > 0 ? 1 : 0;
      this.objectsByAddress.set(address, { ...object, read });
    }
    return moved;
  }

  /** Takes an object away behind Pulumi's back. */
  lose(type: string, name: string): void {
    const object = this.named(type, name);
    this.databases.lost(object);
    this.objectsByAddress.delete(World.address(object));
  }

  /**
   * Takes the cluster of EKS away behind Pulumi's back, with what belongs to it in EKS and everything in it; volumes of EBS
   * are no objects here.
   */
  loseCluster(): void {
    for (const object of this.all()) {
      if (object.type === CLUSTER) this.lostServers.add(String(object.outputs["endpoint"]));
      if (object.type.startsWith("aws:eks/") || isOfCluster(object.type))
        this.objectsByAddress.delete(World.address(object));
    }
  }

  /** Whether the cluster of an address is gone. */
  isLostServer(server: string): boolean {
    return this.lostServers.has(server);
  }

  /** Somebody with the account's credentials deletes everything that they reach, in all regions. */
  deleteEverything(): void {
    this.buckets.deleteAll(this.ofType(BUCKET).map(nameOf));
    this.databases.deleteAll();
    this.objectsByAddress.clear();
  }

  /** Puts back, as it was, what `lose` took away. */
  bringBack(object: WorldObject): void {
    this.objectsByAddress.set(World.address(object), object);
  }

  /** From now on no API of a region answers; what is there stays as it is, and so do services without a region. */
  loseRegion(region: string): void {
    this.lostRegions.add(region);
    this.databases.setHeard(region, false);
  }

  bringRegionBack(region: string): void {
    this.lostRegions.delete(region);
    this.databases.setHeard(region, true);
  }

  /** @param region null for a service that has none. @throws Error when the region is lost */
  demandReachable(region: string | null): void {
    if (region !== null && this.lostRegions.has(region))
      throw new Error(`request send failed: no endpoint of ${region} answers`);
  }

  /** Objects that no resource of a state stands for. */
  orphans(state: readonly { readonly type: string; readonly id?: string }[]): readonly WorldObject[] {
    const known = new Set(
      state.flatMap(({ type, id }) => (id === undefined ? [] : [World.address({ type, id })])),
    );
    return this.all().filter((object) => !known.has(World.address(object)));
  }

  /** What two worlds are compared by: type, name, id and inputs of every object, in a fixed order. */
  contents(): readonly Pick<WorldObject, "type" | "name" | "id" | "inputs">[] {
    return this.all()
      .map(({ type, name, id, inputs }) => ({ type, name, id, inputs }))
      .sort((a, b) => byText(`${a.type} ${a.name} ${a.id}`, `${b.type} ${b.name} ${b.id}`));
  }
}
