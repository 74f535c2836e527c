import {
  PartlyCreated,
  type Difference,
  type Existing,
  type InputProblem,
  type Provider,
  type Subject,
} from "./protocol";
import { asImported, importedBy } from "./imports";
import { REFUSALS } from "./refusals";
import type { Operation } from "./refusals/refusal";
import { inputNames } from "./sdk-inputs";
import { changesBetween, type PathChange } from "../models/manifest/changes";
import { isRecord, recordOf, type Values } from "../models/manifest/values";
import { compared, readAfterCreate, readAfterUpdate } from "../models/read-back/read-back";
import { holdsUnknown, UNKNOWN } from "./values";
import { NotReady, type Change, type World, type WorldObject } from "./world";

/** What makes an object the only one of its kind, and what its service does when another like it is asked for. */
export interface Identity {
  readonly key: string;
  /** `refuse`: it exists already. `overwrite`: the call writes over what is there, so there is never a second one. */
  readonly again: "refuse" | "overwrite";
  /** Provider's id, when it is made of inputs. */
  readonly id?: string;
}

/** What a provider says of an API that it cannot reach, by what it was asked to do. */
export interface Unreachable {
  /** Null where it takes the object for one that is gone. */
  readonly read: string | null;
  readonly change: string;
  /** As `read`. */
  readonly delete: string | null;
}

/** The part of a stand-in that differs between packages. */
export interface Package {
  readonly name: "aws" | "kubernetes" | "random";
  readonly version: string;
  configure(config: Values): void;
  configProblems(config: Values): readonly InputProblem[];
  configReplacing(before: Values, after: Values, changes: readonly PathChange[]): readonly PathChange[];
  /** Problems beyond unknown and missing inputs. */
  problems(type: string, inputs: Values): readonly InputProblem[];
  identity(type: string, inputs: Values): Identity | null;
  /** Inputs and everything the service computes; the same for the same arguments. */
  outputs(type: string, handle: string, inputs: Values): Values;
  replacing(
    type: string,
    before: Values,
    after: Values,
    changes: readonly PathChange[],
  ): readonly PathChange[];
  deletesBeforeReplace(type: string, before: Values, after: Values): boolean;
  invoke(token: string, args: Values, world: World): Values;
  /** Why the API that answers for every resource cannot be reached; null where it can. Absent for one that always can. */
  unreachable?(world: World): Unreachable | null;
  /** Region of the API that answers for a resource; null for one of a service without regions. */
  regionOf(type: string, inputs: Values): string | null;
  /** Region that calls go to. */
  readonly region: string;
}

/** Unknown and missing inputs, by the names of the installed SDK's class. */
function nameProblems(type: string, inputs: Values): InputProblem[] {
  const { allowed, required } = inputNames(type);
  const unknown = Object.keys(inputs)
    .filter((key) => !key.startsWith("__") && !allowed.includes(key))
    .map((property) => ({
      property,
      reason: `is not an input of ${type}; those are: ${allowed.join(", ")}`,
    }));
  const missing = required
    .filter((key) => inputs[key] === undefined || inputs[key] === null)
    .map((property) => ({ property, reason: `is required by ${type}` }));
  return [...unknown, ...missing];
}

const withoutDefaults = (inputs: Values): Values =>
  Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));

/** What inputs give, and unknown wherever the object will hold more, at any depth. */
function planned(output: unknown, input: unknown): unknown {
  if (input === undefined) return UNKNOWN;
  if (!isRecord(output) || !isRecord(input)) return input;
  return Object.fromEntries(Object.entries(output).map(([key, inner]) => [key, planned(inner, input[key])]));
}

/** Outputs of which a part is not known yet are not known at all; inputs keep what is known of them. */
function previewed(outputs: Values, inputs: Values, isKnownBefore: (key: string) => unknown): Values {
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => {
      if (key in inputs && !isRecord(value)) return [key, inputs[key]];
      const before = isKnownBefore(key);
      return [key, holdsUnknown(value) && !(key in inputs) ? (before ?? UNKNOWN) : value];
    }),
  );
}

/** Providers that are made of Terraform's give the id among the outputs too, where policies look for it. */
const withId = (provider: string, id: string, outputs: Values): Values =>
  provider === "kubernetes" ? outputs : { ...outputs, id };

/** What a provider tells of an object: inputs as they are read back, of those that it was given. */
const asSeen = ({ package: provider, id, inputs, outputs, read }: WorldObject): Existing => ({
  id,
  inputs: Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, read[key] ?? value])),
  outputs: withId(provider, id, { ...outputs, ...read }),
});

/** A provider that keeps its objects in a world in memory. */
export class StandIn implements Provider {
  constructor(
    private readonly kind: Package,
    private readonly world: World,
  ) {}

  get name(): Package["name"] {
    return this.kind.name;
  }

  get version(): string {
    return this.kind.version;
  }

  checkConfig(config: Values): readonly InputProblem[] {
    return this.kind.configProblems(config);
  }

  diffConfig(before: Values, after: Values): Difference {
    const changes = changesBetween(before, after);
    const replacing = this.kind.configReplacing(before, after, changes);
    return { changes, replacing, deleteBeforeReplace: false };
  }

  configure(config: Values): void {
    this.kind.configure(config);
  }

  check({ type }: Subject, inputs: Values): readonly InputProblem[] {
    return [...nameProblems(type, inputs), ...this.kind.problems(type, inputs)];
  }

  diff(
    { type, name }: Subject,
    existing: Existing,
    inputs: Values,
    ignored: readonly string[] = [],
  ): Difference {
    const given = { before: withoutDefaults(existing.inputs), after: withoutDefaults(inputs) };
    const { before, after } = compared(type, given, existing.outputs, ignored);
    // Default tags stand in no input: only what the service would hold shows that they changed.
    const tagsBefore = existing.outputs["tagsAll"];
    const tagsAfter = this.kind.outputs(type, name, after)["tagsAll"];
    const changes = [
      ...changesBetween(before, after),
      ...(isRecord(tagsBefore) && isRecord(tagsAfter)
        ? changesBetween(tagsBefore, tagsAfter, "tagsAll", "tagsAll")
        : []),
    ];
    const replacing = this.kind.replacing(type, before, after, changes);
    return { changes, replacing, deleteBeforeReplace: this.kind.deletesBeforeReplace(type, before, after) };
  }

  async create(
    subject: Subject,
    inputs: Values,
    isPreview: boolean,
  ): Promise<{ id: string; outputs: Values }> {
    const { type } = subject;
    if (isPreview) return { id: "", outputs: this.plannedOutputs(subject, inputs) };
    this.demandReachable(type, inputs);
    this.isTakenForGone("change");
    const n = this.world.nextCreate();
    await this.world.hooks.beforeCreate?.(n, subject);
    const change = { ...subject, operation: "create", id: null } as const;
    const nOfChanges = this.world.nextChange();
    await this.world.hooks.beforeChange?.(nOfChanges, change);
    this.refuse("create", subject, undefined, inputs);
    const identity = this.kind.identity(type, inputs);
    const holder = identity === null ? undefined : this.world.holderOf(type, identity.key);
    if (identity?.again === "refuse" && holder !== undefined)
      throw new Error(`${type} ${identity.key} already exists (id ${holder.id}).`);
    const handle = this.world.nextHandle(subject);
    const object: WorldObject = {
      ...subject,
      package: this.kind.name,
      id: holder?.id ?? identity?.id ?? `${handle}-id`,
      key: identity?.key ?? null,
      handle,
      inputs,
      outputs: this.kind.outputs(type, handle, inputs),
      read: readAfterCreate(type, inputs),
    };
    this.world.add(object);
    try {
      await this.world.hooks.afterCreate?.(n, object);
      await this.world.hooks.afterChange?.(nOfChanges, { ...change, id: object.id });
    } catch (error) {
      if (error instanceof NotReady)
        throw new PartlyCreated(object.id, inputs, asSeen(object).outputs, [error.message]);
      throw error;
    }
    return { id: object.id, outputs: asSeen(object).outputs };
  }

  read({ type }: Subject, id: string, isImport = false): Existing | undefined {
    const object = this.world.find(type, id);
    this.demandReachable(type, object?.inputs ?? {});
    if (this.isTakenForGone("read")) return undefined;
    if (!isImport) return object === undefined ? undefined : asSeen(object);
    const imported = object ?? importedBy(this.world, type, id);
    return imported === undefined ? undefined : asImported(imported, asSeen(imported));
  }

  async update(
    subject: Subject,
    existing: Existing,
    inputs: Values,
    isPreview: boolean,
    ignored: readonly string[] = [],
  ): Promise<Values> {
    const { type, name } = subject;
    const object = this.world.find(type, existing.id);
    const outputs = this.kind.outputs(type, object?.handle ?? name, inputs);
    const seen = (values: Values): Values => withId(this.kind.name, existing.id, values);
    if (isPreview) return seen(previewed(outputs, inputs, (key) => existing.outputs[key]));
    this.demandReachable(type, inputs);
    this.isTakenForGone("change");
    if (object === undefined) throw new Error(`${type} ${existing.id} does not exist.`);
    const read = readAfterUpdate(type, inputs, object.read, ignored);
    const key = this.kind.identity(type, inputs)?.key ?? null;
    await this.changing({ ...subject, operation: "update", id: existing.id }, () => {
      const asked = compared(type, { before: existing.inputs, after: inputs }, object.read, ignored);
      this.refuse("update", subject, asked.before, asked.after, object);
      this.world.replace({ ...object, inputs, outputs, read, key });
    });
    return seen({ ...outputs, ...read });
  }

  async delete(subject: Subject, existing: Existing): Promise<void> {
    this.demandReachable(subject.type, existing.inputs);
    if (this.isTakenForGone("delete")) return;
    const object = this.world.find(subject.type, existing.id);
    // What is gone already is as the delete would leave it.
    if (object === undefined) return;
    await this.changing({ ...subject, operation: "delete", id: existing.id }, () => {
      this.refuse("delete", subject, object.inputs, undefined, object);
      this.world.remove(object);
    });
  }

  invoke(token: string, args: Values): Values {
    this.world.demandReachable(this.kind.region === "" ? null : this.kind.region);
    return this.kind.invoke(token, args, this.world);
  }

  private demandReachable(type: string, inputs: Values): void {
    this.world.demandReachable(this.kind.regionOf(type, inputs));
  }

  /**
   * @returns whether the provider takes what it cannot reach for gone
   * @throws Error in its words when it cannot reach its API, and does not
   */
  private isTakenForGone(asked: keyof Unreachable): boolean {
    const unreachable = this.kind.unreachable?.(this.world) ?? null;
    if (unreachable === null) return false;
    const said = unreachable[asked];
    if (said !== null) throw new Error(said);
    return true;
  }

  private async changing(change: Change, act: () => void): Promise<void> {
    const n = this.world.nextChange();
    await this.world.hooks.beforeChange?.(n, change);
    act();
    await this.world.hooks.afterChange?.(n, change);
  }

  /** What a preview may say of an object that is not there: its inputs; the rest is unknown. */
  private plannedOutputs({ type, name }: Subject, inputs: Values): Values {
    return recordOf(planned(this.kind.outputs(type, name, inputs), inputs));
  }

  private refuse(
    operation: Operation,
    { type }: Subject,
    before: Values | undefined,
    after: Values | undefined,
    object?: WorldObject,
  ): void {
    const refusal = REFUSALS.find(
      (candidate) =>
        candidate.type === type &&
        candidate.on.includes(operation) &&
        candidate.applies({
          operation,
          before: before ?? {},
          after: after ?? {},
          id: object?.id ?? null,
          object: object ?? null,
          world: this.world,
          region: this.kind.region,
        }),
    );
    if (refusal !== undefined) throw new Error(`${refusal.message} [${refusal.id}]`);
  }
}
