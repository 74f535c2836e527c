import type { Values } from "../models/manifest/values";

/** An object that sends traffic somewhere, or one that it may send it to. */
export interface Led {
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly inputs: Values;
}

/**
 * What must be ready before an object, because it sends requests, packets or clients there: created or updated in the same `up`, it
 * waits for it.
 */
export interface Lead {
  /** Pulumi type token of what it leads to. */
  readonly to: string;
  /** Whether it leads to this object of that type. */
  readonly reaches: (own: Led, other: Led) => boolean;
  readonly note: string;
  /** Address of the page that says what happens otherwise. */
  readonly source: string;
}

/** Whether a value is the id of an object, or its ARN, as a recording makes them up of logical names. */
export const refersTo = (value: unknown, { name }: Pick<Led, "name">): boolean =>
  typeof value === "string" && (value === `${name}-id` || value.endsWith(`:${name}`));
