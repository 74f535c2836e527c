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

/** Something a service refuses, and no schema shows. */
export interface Refusal {
  /** Names its entry in `sources.json` too. */
  readonly id: string;
  readonly type: string;
  readonly on: readonly Operation[];
  /** What the run fails with: the service's own code where it has one, then what is wrong and what to do. */
  readonly message: string;
  readonly applies: (the: RefusalCase) => boolean;
}
