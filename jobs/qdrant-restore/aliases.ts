import { RefusalError } from "../qdrant-rebalance/refusal";
import type { AliasAction } from "./qdrant";
import { baseOf, generationOf } from "./restored-names";

export interface AliasState {
  /** Collections that there are. */
  readonly collections: readonly string[];
  /** Collections by the aliases that lead to them. */
  readonly aliases: ReadonlyMap<string, string>;
}

/**
 * Alias that says that a restored collection was compared with what was saved. Who runs again then leaves it alone, although
 * the product has written to it since; Qdrant deletes it with its collection.
 */
export const verifiedMark = (restored: string): string => `${restored}-verified`;

const leadingTo = ({ aliases }: AliasState, isWanted: (collection: string) => boolean): string[] =>
  [...aliases]
    .filter(([alias, collection]) => isWanted(collection) && alias !== verifiedMark(collection))
    .map(([alias]) => alias);

const create = (alias_name: string, collection_name: string): AliasAction => ({
  create_alias: { alias_name, collection_name },
});
const remove = (alias_name: string): AliasAction => ({ delete_alias: { alias_name } });

/**
 * What leads the product to a restored collection: the aliases that lead to another generation of it; where there is none,
 * those that led to it when it was saved; else its own name.
 * @param saved aliases of the run
 * @throws RefusalError when that name is one of a collection, beside which no alias of the name can be
 */
export function aliasesToUse(
  state: AliasState,
  saved: ReadonlyMap<string, string>,
  restored: string,
): AliasAction[] {
  const base = baseOf(restored);
  if (leadingTo(state, (collection) => collection === restored).length > 0) return [];
  const moved = leadingTo(state, (collection) => baseOf(collection) === base);
  if (moved.length > 0) return moved.flatMap((alias) => [remove(alias), create(alias, restored)]);
  const before = [...saved].filter(([, collection]) => baseOf(collection) === base).map(([alias]) => alias);
  const names = before.length > 0 ? before : [base];
  const taken = names.find((name) => state.collections.includes(name));
  if (taken !== undefined)
    throw new RefusalError(
      `The product knows ${taken} as a collection, not by an alias, and no alias can have the name of a collection. Either give the product the name ${restored} by its own settings, or delete ${taken} by hand, of which the run has a copy: then this job makes the alias ${taken}.`,
    );
  return names.map((name) => create(name, restored));
}

/** What leads the product back to the newest generation before the restored one; away from it where there is none. */
export function aliasesBack(state: AliasState, restored: string): AliasAction[] {
  const former = formerOf(state, restored).at(-1);
  return leadingTo(state, (collection) => collection === restored).flatMap((alias) => [
    remove(alias),
    ...(former === undefined ? [] : [create(alias, former)]),
  ]);
}

/** Earlier generations of a restored collection that are there, the oldest first. */
export const formerOf = ({ collections }: AliasState, restored: string): string[] =>
  collections
    .filter((name) => baseOf(name) === baseOf(restored) && generationOf(name) < generationOf(restored))
    .toSorted((a, b) => generationOf(a) - generationOf(b));

/**
 * Collections to delete now, of those that were named; what is gone already is none.
 * @param allowed those that may go
 * @throws RefusalError for one that may not, or to which an alias leads
 */
export function toDelete(state: AliasState, named: readonly string[], allowed: readonly string[]): string[] {
  const there = named.filter((name) => state.collections.includes(name));
  const foreign = there.filter((name) => !allowed.includes(name));
  if (foreign.length > 0)
    throw new RefusalError(
      `${foreign.join(", ")} must not go. What may: ${allowed.join(", ") || "nothing"}.`,
    );
  for (const name of there) {
    const [alias] = leadingTo(state, (collection) => collection === name);
    if (alias !== undefined) throw new RefusalError(`The alias ${alias} leads to ${name}: it must not go.`);
  }
  return there;
}
