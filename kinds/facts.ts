import type { PathChange } from "../models/manifest/changes";
import type { Values } from "../models/manifest/values";
import type { Minutes, PodNumbers } from "./kubernetes/apps/rollout";

/** Which objects of a type are the same one to the service, and what creating it once more does. */
export interface Identity {
  /** Inputs that together tell one object from another; the first is given on every object. */
  readonly inputs: readonly string[];
  /** `refuse`: the service answers that it is there already; `overwrite`: the same thing is put once more. */
  readonly again: "refuse" | "overwrite";
  /** Whether it is the only one in all regions, although it lies in one. */
  readonly inAllRegions?: true;
}

/** The service refuses a second object with these inputs. */
export const refusesSecond = (...inputs: [string, ...string[]]): Identity => ({ inputs, again: "refuse" });
/** The same in whatever region. */
export const refusesSecondAnywhere = (...inputs: [string, ...string[]]): Identity => ({
  ...refusesSecond(...inputs),
  inAllRegions: true,
});
/** Creating an object with these inputs once more puts the same thing. */
export const putsAgain = (...inputs: [string, ...string[]]): Identity => ({ inputs, again: "overwrite" });

/** How an object gets its name. */
export type NameRule =
  | {
      /** Input that holds the name; the provider makes one up when it is absent. */
      readonly input: string;
      /** Most characters that AWS accepts (quotas and API references of each service); of a prefix without its hyphen. */
      readonly lengthMax?: number;
      /** The name is given as a prefix with a hyphen: the provider adds 26 characters of its own. */
      readonly isPrefix?: true;
      /** Absent when the service takes the same name any number of times. */
      readonly identity?: Identity;
    }
  /** No name of its own; it may still be told apart by what it belongs to. */
  | { readonly none: string; readonly identity?: Identity }
  /** A Kubernetes object: `metadata.name`, unique within its namespace or within the cluster. */
  | { readonly scope: "namespace" | "cluster" };

export const nameless = (none: string, identity?: Identity): NameRule & { readonly none: string } => ({
  none,
  ...(identity === undefined ? {} : { identity }),
});

/** Which of the cost tags an object carries. */
export type TagClass =
  /** The input `tags`, with tier and budget. */
  | "tags"
  /** The label `cost-component` of a Kubernetes object. */
  | "labels"
  /** Only what never changes, because a change would roll nodes or be refused; with the reason. */
  | { readonly constant: string }
  /** The service has no tags for it. */
  | "none";

/** How sure the facts on replacement are. */
export type Verification =
  /** The provider's source was read. */
  | "source"
  /** Flags of a schema that the Pulumi bridge generated. */
  | "bridge-schema"
  /** Part read, part knowledge; the source says which. */
  | "mixed"
  /** Not read again. */
  | "knowledge";

/** An input whose change replaces the object only in the case named. */
export interface ConditionalReplacement {
  readonly property: string;
  readonly when: string;
  /** The same as a function. */
  readonly decides: (before: Values, after: Values, change: PathChange) => boolean;
  readonly source: string;
}

/** A change that the API refuses: the run fails, and nothing is replaced. */
export interface RejectedChange {
  readonly property: string;
  readonly when: string;
  readonly source: string;
}

export interface Replacement {
  /** Paths whose every change replaces the object, `[*]` for each index; `every` input of what is decided once. */
  readonly inputs: readonly string[] | "every";
  readonly conditional?: readonly ConditionalReplacement[];
  readonly rejected?: readonly RejectedChange[];
  /** Setting of the provider that turns the replacement into an update, and paths that replace in spite of it. */
  readonly mutableWith?: { readonly setting: string; readonly except: readonly string[] };
  /** The new one is there at once; the minutes are those of the old one's end, which the engine begins when all else is done. */
  readonly minutesAreOfTheEnd?: true;
  readonly verification: Verification;
  readonly source: string;
  /** What the source lists beyond it, and why it is left out. */
  readonly notModelled?: string;
}

/** From what nobody notices to what stops the product. */
export const DOWNTIME_CLASSES = ["none", "rolling", "failover", "restart", "outage"] as const;
export const DATA_RISKS = ["none", "recoverable", "loss"] as const;

/** What users see of an operation on a running stack. */
export interface Effect {
  /** Inputs before the step, by path; "*" stands for any that is set. */
  readonly whenBefore?: Readonly<Record<string, boolean | number | string>>;
  readonly downtime: {
    readonly class: (typeof DOWNTIME_CLASSES)[number];
    readonly secondsMin: number;
    readonly secondsMax: number;
  };
  readonly dataRisk: (typeof DATA_RISKS)[number];
  readonly reversible: boolean;
  readonly minutesMin: number;
  readonly minutesMax: number;
  readonly note: string;
  /** Address of the page that says so. */
  readonly source: string;
}

/** The effect of a changed input, with all inside it. The first rule that fits a change counts. */
export interface ChangeRule extends Effect {
  readonly property: string;
  /** Whether the number grows or shrinks. */
  readonly direction?: "up" | "down";
  /** What the inputs before and after must be like, where the property alone does not say it. */
  readonly decides?: (before: Values, after: Values) => boolean;
  /** Minutes by the inputs before and after and the number of pods; those of the rule are for one pod. Default: those. */
  readonly takes?: (before: Values, after: Values, pods: PodNumbers) => Minutes;
  /** The service refuses it: the step cannot be done. */
  readonly refused?: true;
}

export const NO_DOWNTIME = { class: "none", secondsMin: 0, secondsMax: 0 } as const;

/** What is one call of an API, interrupts nothing and loses nothing. */
export const AT_ONCE = {
  downtime: NO_DOWNTIME,
  dataRisk: "none",
  reversible: true,
  minutesMin: 0.1,
  minutesMax: 0.5,
} as const;

/** Why no rule judges changes of a type: a report then calls each of them unknown and disruptive. */
export interface Unjudged {
  readonly unjudged: string;
}

/** Of a type whose inputs are the same at each tier. */
export const SAME_AT_EVERY_TIER: Unjudged = { unjudged: "No step between tiers changes its inputs" };

export interface CreateDuration {
  readonly minutesMin: number;
  readonly minutesMax: number;
  /** `documented` when the source names the figure; `estimate` when it only names what is waited for. */
  readonly basis: "documented" | "estimate";
  readonly note: string;
  readonly source: string;
  /** Input that must be set, and not be false; the first row that fits an object counts. */
  readonly when?: string;
}

/** Something the service refuses although the schema allows it; `rehearsal/refusals` holds its condition. */
export interface RefusalFacts {
  readonly id: string;
  readonly on: readonly ("create" | "update" | "delete")[];
  /** What the run fails with: the service's own code where it has one, then what is wrong and what to do. */
  readonly message: string;
  readonly statement: string;
  /** `read`: the source says so; `inferred`: not outright; `general knowledge`: not read again. */
  readonly evidence: "read" | "inferred" | "general knowledge";
  readonly source: string;
}
