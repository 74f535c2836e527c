import * as z from "zod";
import { RefusalError } from "../qdrant-rebalance/refusal";
import type { SnapshotStore } from "./snapshot-store";

const completeSchema = z.object({
  snapshots: z.array(
    z.object({
      key: z.string().regex(/^[^/]+\/[^/]+\/[^/]+$/),
      collection: z.string(),
      sizeBytes: z.number(),
      sha256: z.string(),
      // Runs from before a release that noted them have neither.
      points: z.tuple([z.number(), z.number()]).nullish(),
      shards: z.array(z.tuple([z.number(), z.number()])).nullish(),
    }),
  ),
});
const aliasesSchema = z.object({
  result: z.object({
    aliases: z.array(z.object({ alias_name: z.string(), collection_name: z.string() })),
  }),
});

/** What one peer held of one collection. */
export interface SavedSnapshot {
  /** Such as `qdrant-0/documents/documents-123.snapshot`, below the run. */
  readonly key: string;
  /** Such as `qdrant-0`. */
  readonly peer: string;
  readonly collection: string;
  readonly sizeBytes: number;
  /** Empty where Qdrant told none. */
  readonly sha256: string;
  /** Points of the whole collection before and after it was saved; null where they were not counted. */
  readonly points: readonly [number, number] | null;
  /** Points by shard, about; null where they were not counted. */
  readonly shards: ReadonlyMap<number, number> | null;
}

export interface SavedRun {
  readonly snapshots: readonly SavedSnapshot[];
  /** Collections by the aliases that led to them. */
  readonly aliases: ReadonlyMap<string, string>;
}

/**
 * Reads what a run of the snapshot job has saved.
 * @param collections that are wanted; empty for all
 * @throws RefusalError for a run that is not complete, or has no such collection
 */
export async function savedRun(
  store: SnapshotStore,
  run: string,
  collections: readonly string[],
): Promise<SavedRun> {
  const complete = await store.text(`${run}/complete.json`);
  if (complete === undefined)
    throw new RefusalError(
      `There is no complete run ${run} in the bucket: its complete.json is missing, or the job may not read it. The last complete one is named by latest.json.`,
    );
  const snapshots = completeSchema.parse(JSON.parse(complete)).snapshots.map((saved): SavedSnapshot => ({
    ...saved,
    peer: saved.key.split("/")[0] ?? "",
    points: saved.points ?? null,
    shards: saved.shards === null || saved.shards === undefined ? null : new Map(saved.shards),
  }));
  const known = [...new Set(snapshots.map(({ collection }) => collection))].toSorted();
  const unknown = collections.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new RefusalError(
      `Run ${run} has no collection ${unknown.join(", ")}. It has: ${known.join(", ") || "none"}.`,
    );
  const text = await store.text(`${run}/aliases.json`);
  const aliases = text === undefined ? [] : aliasesSchema.parse(JSON.parse(text)).result.aliases;
  return {
    snapshots: snapshots.filter(
      ({ collection }) => collections.length === 0 || collections.includes(collection),
    ),
    aliases: new Map(aliases.map(({ alias_name, collection_name }) => [alias_name, collection_name])),
  };
}
