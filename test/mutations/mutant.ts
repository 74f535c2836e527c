import type { PolicyResource } from "../../policies/rule";

/** How one value is broken. */
export const BREAKS = [
  "removed",
  "flipped",
  "emptied",
  "widened",
  "lowered",
  "weakened",
  "elsewhere",
  "foreign",
  "added",
  "deleted",
] as const;
export type Break = (typeof BREAKS)[number];

/** A manifest with one property broken. */
export interface Mutant {
  readonly by: Break;
  readonly type: string;
  /** Logical name of the resource. */
  readonly name: string;
  /** From the resource's inputs down to what is broken, such as `rules[limit].action`; `(resource)` is the whole. */
  readonly path: string;
  /** What stands there instead, as text. */
  readonly now: string;
  /** The resource as it is now; undefined when it is gone. */
  readonly resource: PolicyResource | undefined;
  /** Why it changes nothing, where that is known. */
  readonly equivalent?: string;
}

/** `aws:s3/bucket:Bucket cdn-assets-bucket: forceDestroy flipped to true` */
export const titleOf = ({ by, type, name, path, now }: Mutant): string =>
  `${type} ${name}: ${path} ${by}${now === "" ? "" : ` to ${now}`}`;
