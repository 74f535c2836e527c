import { evaluate } from "../../policies/evaluate";
import {
  concerns,
  enforcementFor,
  type PolicyResource,
  type Rule,
  type StackRule,
  type Yardstick,
} from "../../policies/rule";
import type { Mutant } from "./mutant";
import { canSee, readsOf } from "./reads";

/** Says which rules find a mutant of one tier; none for one that survives. */
export type Judge = (mutant: Mutant) => readonly string[];

export interface JudgeOptions {
  /** Also asks the rules that read nothing of what changed, and so can say nothing new. */
  readonly asksAll?: boolean;
}

/**
 * Rules about one resource are asked of the one that changed, rules about the stack of all. Only what is mandatory
 * counts: an advice stops nobody.
 */
export function judgeOf(
  rules: readonly Rule[],
  resources: readonly PolicyResource[],
  yardstick: Yardstick,
  { asksAll = false }: JudgeOptions = {},
): Judge {
  const mandatory = rules.filter((rule) => enforcementFor(rule, yardstick.tier.name) === "mandatory");
  const ofStacks = mandatory
    .filter((rule): rule is StackRule => rule.scope === "stack")
    .map((rule) => ({ rule, reads: readsOf(rule, resources, yardstick) }));
  const say = (some: readonly Rule[], all: readonly PolicyResource[]) =>
    evaluate(some, all, yardstick).violations;
  const before = new Set(say(mandatory, resources).map(({ message }) => message));
  const isNew = ({ message }: { readonly message: string }): boolean => !before.has(message);
  /** By type of resource the rule that found the last mutant: most of the next ones are its own as well. */
  const lately = new Map<string, (typeof ofStacks)[number]>();
  return ({ name, type, resource }) => {
    const own = mandatory.filter((rule) => rule.scope === "resource" && concerns(rule, type));
    const found = resource === undefined ? [] : say(own, [resource]).filter(isNew);
    if (found.length > 0) return found.map(({ policy }) => policy);
    const isMutated = (each: PolicyResource): boolean => each.name === name && each.type === type;
    const all = resources.flatMap((each) => {
      if (!isMutated(each)) return [each];
      return resource === undefined ? [] : [resource];
    });
    const first = lately.get(type);
    for (const asked of first === undefined ? ofStacks : [first, ...ofStacks]) {
      const { rule, reads } = asked;
      if (!asksAll && !resources.some((each) => isMutated(each) && canSee(reads, each, resource))) continue;
      const later = say([rule], all).filter(isNew);
      if (later.length === 0) continue;
      lately.set(type, asked);
      return later.map(({ policy }) => policy);
    }
    return [];
  };
}
