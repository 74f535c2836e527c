import { z } from "zod";

/**
 * What changing a field does to a running stack.
 *
 * - `online`: nothing is interrupted.
 * - `rolling`: pods or nodes are replaced one by one; a service with two or more of them stays up.
 * - `failover`: a standby takes over or open connections are cut once, seconds to two minutes.
 * - `restart`: the only copy restarts, minutes of outage for its users.
 * - `locked`: decided before the first `up`; a later change replaces what it belongs to. The same in all tiers.
 */
export const CHANGE_CLASSES = ["online", "rolling", "failover", "restart", "locked"] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

export interface FieldMeta {
  readonly description: string;
  /** Unit of the value, or `"none"` for names, switches and lists of words. */
  readonly unit: string;
  readonly change: ChangeClass;
}

/** Unit, description and change class of every leaf of the tier schema. */
export const fieldRegistry = z.registry<FieldMeta>();

/** Registers what a person must know about a field before changing it. */
export function field<S extends z.ZodType>(
  schema: S,
  unit: string,
  change: ChangeClass,
  description: string,
): S {
  fieldRegistry.add(schema, { unit, change, description });
  return schema;
}
