import type { TierSpec } from "./schema";

/** A number of a tier by its dotted path, such as `qdrant.volumeGiB`. */
export interface FieldValue {
  readonly field: string;
  readonly value: number;
}

/** What only grows: volumes, and the places where data lies. */
const GROWS_ONLY: readonly (readonly [field: string, of: (tier: TierSpec) => number])[] = [
  ["postgres.shardCount", ({ postgres }) => postgres.shardCount],
  ["postgres.allocatedStorageGiB", ({ postgres }) => postgres.allocatedStorageGiB],
  ["postgres.maxAllocatedStorageGiB", ({ postgres }) => postgres.maxAllocatedStorageGiB],
  ["qdrant.peerCount", ({ qdrant }) => qdrant.peerCount],
  ["qdrant.volumeGiB", ({ qdrant }) => qdrant.volumeGiB],
];

/** The sizes that a step down has to keep, because no `up` makes them smaller: those of `from` that `to` falls short of. */
export function keptSizes(from: TierSpec, to: TierSpec): readonly FieldValue[] {
  return GROWS_ONLY.flatMap(([field, of]) => (of(to) < of(from) ? [{ field, value: of(from) }] : []));
}
