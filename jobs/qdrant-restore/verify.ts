import { RefusalError } from "../qdrant-rebalance/refusal";
import type { Qdrant, Vector } from "./qdrant";
import type { SavedSnapshot } from "./saved-run";

const SAMPLE = 20;
/** A point must be among so many that are nearest to its own vector: the search is an approximate one. */
const AMONG = 10;
/** Of the sample, at least. */
const FOUND_PERCENT = 90;

/** Points that a collection may have: those that it had while it was saved; null where nobody counted. */
function expectedPoints(snapshots: readonly SavedSnapshot[]): readonly [number, number] | null {
  const counts = snapshots.flatMap(({ points }) => points ?? []);
  return counts.length === 0 ? null : [Math.min(...counts), Math.max(...counts)];
}

/** A vector to search by, with its name where it has one; undefined for a point without any. */
function vectorOf(vector: unknown): { readonly name?: string; readonly vector: Vector } | undefined {
  if (Array.isArray(vector)) return vector.length === 0 ? undefined : { vector: vector as Vector };
  const [named] = Object.entries((vector ?? {}) as Record<string, unknown>);
  // Of sparse and of other vectors Qdrant takes what it gave.
  return named === undefined ? undefined : { name: named[0], vector: named[1] as Vector };
}

/**
 * Compares a restored collection with what was saved, and searches in it.
 * @returns what was found, in words
 * @throws RefusalError when the number of points or the searches are not as they should be
 */
export async function verifyCollection(
  qdrant: Qdrant,
  collection: string,
  snapshots: readonly SavedSnapshot[],
): Promise<string> {
  const points = await qdrant.count(collection);
  const expected = expectedPoints(snapshots);
  if (expected !== null && (points < expected[0] || points > expected[1]))
    throw new RefusalError(
      `${collection} has ${points} points; ${expected[0] === expected[1] ? `${expected[0]}` : `${expected[0]} to ${expected[1]}`} were counted when it was saved. Nothing leads to it yet: give the restore up, or take another run.`,
    );
  const sample = await qdrant.sample(collection, SAMPLE);
  let searched = 0;
  let found = 0;
  for (const { id, vector } of sample) {
    const query = vectorOf(vector);
    if (query === undefined) continue;
    searched++;
    if ((await qdrant.nearest(collection, query.vector, query.name, AMONG)).includes(id)) found++;
  }
  if (found * 100 < searched * FOUND_PERCENT)
    throw new RefusalError(
      `Searches in ${collection} do not find what is there: ${found} of ${searched} points were among the ${AMONG} nearest to their own vector. Nothing leads to it yet: give the restore up, or take another run.`,
    );
  const counted = expected === null ? "not counted when it was saved" : "as counted when it was saved";
  return `${points} points, ${counted}; ${found} of ${searched} searches found their point`;
}
