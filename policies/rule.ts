import type { CostComponent, TierName, TierSpec } from "../tiers";

/** A resource as the manifest and the engine both know it. */
export interface PolicyResource {
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The engine refuses to delete or replace it. */
  readonly protect: boolean;
  /** Cost line of the component that owns it; null when none does. */
  readonly component: CostComponent | null;
  /** What the cloud answered to it, by which others refer to it; absent offline, where the dry run's answer counts. */
  readonly state?: Readonly<Record<string, unknown>>;
  /** What others of the stack call it, where the engine knows that they mean it. */
  readonly knownAs?: readonly string[];
}

/** What resources are judged by. */
export interface Yardstick {
  readonly tier: TierSpec;
  /** AWS region. */
  readonly region: string;
}

/** What is wrong, and what would be right; the rule's remedy says how to fix it. */
export interface Problem {
  readonly wrong: string;
  readonly allowed: string;
  /** Instead of the rule's own, where that would not help. */
  readonly remedy?: string;
}

/** Tiers for which a rule is not mandatory, and why. */
export interface Exception {
  readonly tiers: readonly TierName[];
  readonly enforcement: "advisory" | "not-applicable";
  readonly reason: string;
}

interface Common {
  /** Verb first, as the file is called. */
  readonly id: string;
  readonly title: string;
  /** What happens without it. */
  readonly rationale: string;
  /** An imperative sentence. */
  readonly remedy: string;
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly source: string;
  /**
   * What the rule does in a preview with a value that it reads and that the engine does not know yet. `refuse` makes it
   * a violation: the program knows such a value beforehand, and one that it does not know could be anything. `wait`
   * makes the rule advisory until the update, where it is checked again with the value before the resource is made.
   */
  readonly whenUnknown: "refuse" | "wait";
  readonly exceptions?: readonly Exception[];
}

/** Judges one resource. */
export interface ResourceRule extends Common {
  readonly scope: "resource";
  readonly types: readonly string[] | "every";
  readonly check: (resource: PolicyResource, yardstick: Yardstick) => readonly Problem[];
}

/** What is wrong with the resource of a URN. */
export type StackProblem = Problem & { readonly urn: string };

/** Judges how resources fit together. */
export interface StackRule extends Common {
  readonly scope: "stack";
  readonly check: (resources: readonly PolicyResource[], yardstick: Yardstick) => readonly StackProblem[];
}

export type Rule = ResourceRule | StackRule;
export type Enforcement = "mandatory" | Exception["enforcement"];

/** How strictly a rule holds for a tier: mandatory unless an exception says otherwise. */
export const enforcementFor = ({ exceptions = [] }: Rule, tier: TierName): Enforcement =>
  exceptions.find(({ tiers }) => tiers.includes(tier))?.enforcement ?? "mandatory";

/** Whether a rule has anything to say about resources of a type. */
export const concerns = ({ types }: ResourceRule, type: string): boolean =>
  types === "every" || types.includes(type);

/** What a violation says, in the engine and offline. */
export const messageOf = (
  rule: Rule,
  name: string,
  { wrong, allowed, remedy = rule.remedy }: Problem,
): string => `${name}: ${wrong}; allowed: ${allowed}. ${remedy}`;
