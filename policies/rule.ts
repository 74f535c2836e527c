import type { TierName, TierSpec } from "../tiers";

/** A resource as the manifest and the engine both know it. */
export interface PolicyResource {
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The engine refuses to delete or replace it. */
  readonly protect: boolean;
}

/** What is wrong, and what would be right; the rule's remedy says how to mend it. */
export interface Problem {
  readonly wrong: string;
  readonly allowed: string;
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
  readonly exceptions?: readonly Exception[];
}

/** Judges one resource. Where the engine does not know a value yet, the rule is advisory for that resource until it does. */
export interface ResourceRule extends Common {
  readonly scope: "resource";
  readonly types: readonly string[];
  readonly check: (resource: PolicyResource, tier: TierSpec) => readonly Problem[];
}

/** Judges how resources fit together. */
export interface StackRule extends Common {
  readonly scope: "stack";
  readonly check: (
    resources: readonly PolicyResource[],
    tier: TierSpec,
  ) => readonly (Problem & { readonly urn: string })[];
}

export type Rule = ResourceRule | StackRule;
export type Enforcement = "mandatory" | Exception["enforcement"];

/** How strictly a rule holds for a tier: mandatory unless an exception says otherwise. */
export const enforcementFor = ({ exceptions = [] }: Rule, tier: TierName): Enforcement =>
  exceptions.find(({ tiers }) => tiers.includes(tier))?.enforcement ?? "mandatory";
