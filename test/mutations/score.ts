import type { Rule } from "../../policies/rule";
import type { MutationCase } from "./cases";
import { DECLINED, declines, type Declined } from "./declined";
import { mutantsOf } from "./generate";
import { judgeOf } from "./judge";
import { BREAKS, titleOf, type Break, type Mutant } from "./mutant";

/** They judge sizes against money and nodes, which no mutant changes, and take longer than all others together. */
export const NOT_ASKED = ["require-cost-within-budget", "require-room-on-nodes"];

/** How many of the mutants of one kind there are. */
export interface Tally {
  readonly mutants: number;
  readonly found: number;
}

/** What became of the mutants of a tier. */
export interface Outcome {
  /** Those that break something. */
  readonly mutants: number;
  readonly found: number;
  /** Those that change nothing, by a fact of the catalogue. */
  readonly equivalent: number;
  readonly byBreak: Readonly<Record<Break, Tally>>;
  /** Rules that found one, with how many. */
  readonly byRule: ReadonlyMap<string, number>;
  readonly survivors: readonly Mutant[];
}

export const percentOf = ({ mutants, found }: Tally): number =>
  Math.floor((1000 * found) / Math.max(1, mutants)) / 10;

/** Breaks a tier in every way, one at a time, and asks the rules. */
export function outcomeOf(rules: readonly Rule[], { manifest, isBroken }: MutationCase): Outcome {
  const judge = judgeOf(
    rules.filter(({ id }) => !NOT_ASKED.includes(id)),
    manifest.resources,
    { tier: manifest.spec, region: manifest.region },
  );
  const all = mutantsOf(manifest, isBroken);
  const judged = all
    .filter(({ equivalent }) => equivalent === undefined)
    .map((mutant) => ({ mutant, by: judge(mutant) }));
  const byRule = new Map<string, number>();
  for (const { by } of judged) for (const rule of new Set(by)) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  const tallyOf = (some: typeof judged): Tally => ({
    mutants: some.length,
    found: some.filter(({ by }) => by.length > 0).length,
  });
  return {
    ...tallyOf(judged),
    equivalent: all.length - judged.length,
    byBreak: Object.fromEntries(
      BREAKS.map((each) => [each, tallyOf(judged.filter(({ mutant }) => mutant.by === each))]),
    ) as Record<Break, Tally>,
    byRule,
    survivors: judged.filter(({ by }) => by.length === 0).map(({ mutant }) => mutant),
  };
}

/** Survivors that stand on no list, as titles. */
export const unexplained = ({ survivors }: Outcome): string[] =>
  survivors.filter((mutant) => !DECLINED.some((entry) => declines(entry, mutant))).map(titleOf);

/** Entries of the list that no survivor needs. */
export const unneeded = (outcomes: readonly Outcome[]): Declined[] =>
  DECLINED.filter((entry) =>
    outcomes.every(({ survivors }) => !survivors.some((mutant) => declines(entry, mutant))),
  );
