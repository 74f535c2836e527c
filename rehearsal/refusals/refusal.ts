import type { RefusalFacts } from "../../kinds/facts";
import type { Values } from "../../models/manifest/values";
import type { World, WorldObject } from "../world";

export type Operation = "create" | "update" | "delete";

export interface RefusalCase {
  readonly operation: Operation;
  /** Inputs as they are; empty on a create. */
  readonly before: Values;
  /** Inputs as they are to be; empty on a delete. */
  readonly after: Values;
  /** Null on a create. */
  readonly id: string | null;
  readonly object: WorldObject | null;
  readonly world: World;
  /** Region of the provider; an input `region` of the resource goes before it. */
  readonly region: string;
}

/** Whether the service refuses the operation. */
export type Condition = (the: RefusalCase) => boolean;
/** By the id that the catalogue of kinds gives the refusal. */
export type Conditions = Readonly<Record<string, Condition>>;

/** Something a service refuses, and no schema shows: what the catalogue says of it, and when it applies. */
export interface Refusal extends RefusalFacts {
  readonly type: string;
  readonly applies: Condition;
}
