import { z } from "zod";

/** What changing a field does to a running stack, from harmless to impossible. */
export const CHANGE_CLASS_MEANINGS = {
  online: "nothing is interrupted",
  rolling: "pods or nodes are replaced one by one; a service with two or more of them stays up",
  failover: "a standby takes over or open connections are cut once, seconds to two minutes",
  restart: "the only copy restarts, minutes of outage for its users",
  locked: "decided before the first `up`; a later change replaces what it belongs to. The same in all tiers",
} as const;
export type ChangeClass = keyof typeof CHANGE_CLASS_MEANINGS;
export const CHANGE_CLASSES = Object.keys(CHANGE_CLASS_MEANINGS) as readonly ChangeClass[];

/** Where a changed value comes in a tier step, which is up to five `up`s: before the sizes change, with them, after, last. */
export interface StepOrder {
  /** When a number falls or a switch goes off. */
  readonly falling: "before" | "with";
  /** When a number rises or a switch goes on; `last` waits for what somebody does by hand after the others. */
  readonly rising: "with" | "after" | "last";
  /** Dotted path of the field that must change in the same step for the order to matter. Default: it always does. */
  readonly besides?: string;
  /** Dotted path of a field whose value is the least that the larger tier's other sizes allow. Default: none. */
  readonly atLeast?: string;
}

export interface FieldTraits {
  /**
   * - `only`: no `up` makes it smaller, so a step down keeps it by an override.
   * - `byTier`: a larger tier never has less, but a step down gives it back.
   */
  readonly grows?: "only" | "byTier";
  /** Dotted path of the field whose override this one takes where it has none of its own. Default: none. */
  readonly follows?: string;
  /** Default: a change comes with the sizes, in either direction. */
  readonly order?: StepOrder;
}

export interface FieldMeta extends FieldTraits {
  readonly description: string;
  /** Unit of the value, or `"none"` for names, switches and lists of words. */
  readonly unit: string;
  /** The worst that a change of this field alone does in any tier; a test holds it against the upgrade rules. */
  readonly change: ChangeClass;
}

/** What every leaf of the tier schema is, beside its type and bounds. */
export const fieldRegistry = z.registry<FieldMeta>();

/** Registers what a person must know about a field before changing it. */
export function field<S extends z.ZodType>(
  schema: S,
  unit: string,
  change: ChangeClass,
  description: string,
  traits: FieldTraits = {},
): S {
  fieldRegistry.add(schema, { unit, change, description, ...traits });
  return schema;
}
