import type { Piece } from "../print/document";

/** Names for which the same is to be said, in one entry: `a`, `b`: what. */
export function merged<T>(
  entries: readonly T[],
  nameOf: (entry: T) => string,
  textOf: (entry: T) => string,
): [string[], string][] {
  const names = new Map<string, string[]>();
  for (const entry of entries) {
    const text = textOf(entry);
    names.set(text, [...(names.get(text) ?? []), nameOf(entry)]);
  }
  return [...names].map(([text, own]) => [own, text]);
}

export const asCode = (names: readonly string[]): Piece[] =>
  names.flatMap((name, place) => (place === 0 ? [{ code: name }] : [", ", { code: name }]));
