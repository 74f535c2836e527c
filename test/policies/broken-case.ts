import type { TierName } from "../../tiers";

/** One property of a good tier, broken on purpose, and what its rule says to that. */
export interface BrokenCase {
  readonly tier: TierName;
  /** Further values of the stack's configuration, for a rule on what no tier has by itself. Default: none. */
  readonly config?: Readonly<Record<string, string>>;
  /** Logical name of the resource that is broken. */
  readonly name: string;
  /** From the resource down to the property, with dots; most begin with `inputs.`. */
  readonly path: string;
  /** Undefined takes the property away. */
  readonly value: unknown;
  /** Word for word, offline and in the engine. */
  readonly message: string;
  /** What the same rule says beside it, where one breakage concerns several resources. */
  readonly further?: readonly string[];
  /** Rules that see the same breakage, by another of its effects. */
  readonly also?: readonly string[];
}
