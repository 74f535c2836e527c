import type { Values } from "../../models/manifest/values";
import type { TierName } from "../../tiers";
import type { Expectation } from "./expectation";

/** What a guard protects; each is a rule of `policies/`. */
export type Concern = "privacy" | "data" | "availability" | "watch";

/** An input that safety rests on. */
export interface Guard {
  readonly concern: Concern;
  /**
   * From the inputs down: `[]` leads to each item of a list, `[name=x]` to the one of that name, and `?` ends the path
   * where there is nothing.
   */
  readonly input: string;
  readonly expects: Expectation;
  /** What happens otherwise, as a sentence. */
  readonly because: string;
  /** Only where these inputs say so. */
  readonly when?: (inputs: Values) => boolean;
  /** Why the same holds where the input is absent. */
  readonly absent?: string;
  /** Tiers that do without. */
  readonly notAt?: readonly TierName[];
}

/** Why an input says nothing about safety. */
export const HARMLESS = {
  texts: "A name or a text that people read",
  sizes: "A size: the schema of tiers, the budget and the capacity bound it",
  doubled: "Something that is required beside it does the same for everything",
  timing: "When and how fast something happens, not what",
  refused: "The service refuses any other value, or none: the update fails, and nothing changes",
  working:
    "With another value the product does not work at its first start, and nobody sees more than before",
  proven:
    "What the programs inside make of it is proven by running them: docs/programs-proof.md, docs/kubernetes-proof.md",
} as const;
export type Harmless = keyof typeof HARMLESS;

/** What safety rests on in resources of a type. Whatever is not named as harmless is taken to matter. */
export interface Safety {
  readonly guards?: readonly Guard[];
  /** Inputs that name another resource of the stack, with the types it may have. */
  readonly refers?: Readonly<Record<string, string | readonly string[]>>;
  /** Those of them that may not be absent. */
  readonly required?: readonly string[];
  /** What the service takes where an input is absent. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Inputs without which the service refuses it. */
  readonly refusedWithout?: readonly string[];
  /** Inputs that say nothing about safety in some of its resources. */
  readonly exempt?: readonly Exemption[];
  /** Inputs that say nothing about safety, with all inside them, by reason. */
  readonly harmless?: Partial<Readonly<Record<Harmless, readonly string[]>>>;
  /** Why nobody is less safe without it; absent where somebody is. */
  readonly dispensable?: string;
}

/** Inputs that matter in most resources of a type, and not in these. */
export interface Exemption {
  readonly when: (inputs: Values) => boolean;
  readonly inputs: readonly string[];
  readonly reason: string;
}

type Extra = Pick<Guard, "when" | "absent" | "notAt">;

const guardOf =
  (concern: Concern) =>
  (input: string, expects: Expectation, because: string, extra: Extra = {}): Guard => ({
    concern,
    input,
    expects,
    because,
    ...extra,
  });

/** Nobody may read or change what is not theirs. */
export const privacy = guardOf("privacy");
/** What is stored can be had again. */
export const data = guardOf("data");
/** The product answers although something fails. */
export const availability = guardOf("availability");
/** Somebody learns what happened. */
export const watch = guardOf("watch");
