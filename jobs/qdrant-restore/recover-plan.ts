import { RefusalError } from "../qdrant-rebalance/refusal";
import type { LocalShard } from "./qdrant";
import type { SavedSnapshot } from "./saved-run";

export interface PeerShards {
  /** Such as `qdrant-0`. */
  readonly peer: string;
  readonly shards: ReadonlyMap<number, LocalShard>;
}

export interface RecoverCall {
  readonly peer: string;
  readonly snapshot: SavedSnapshot;
  /** The shards for which it is made. */
  readonly shards: readonly number[];
}

/**
 * A peer whose recovery was cut off has it, and nothing but another recovery ends it; all other states end by transfers
 * between peers (qdrant/qdrant: lib/collection/src/shards/replica_set/replica_set_state.rs, 1.17).
 */
const CUT_OFF = "ManualRecovery";

export const callKey = (peer: string, { key }: SavedSnapshot): string => `${peer} ${key}`;

/** Whether a snapshot may hold a shard; all may where it was not noted. */
const mayHold = ({ shards }: SavedSnapshot, shard: number): boolean => shards === null || shards.has(shard);

/**
 * The next recovery that is needed, or undefined when every shard was recovered once and none was cut off. Qdrant takes from
 * a snapshot what its peer holds itself and leaves the rest, so any number of peers can be filled: each shard needs one
 * peer that holds it, and a snapshot that has it. Its other copies Qdrant fills by itself.
 *
 * @param done calls that were carried out in this run
 * @throws RefusalError when no snapshot has a shard
 */
export function nextCall(
  peers: readonly PeerShards[],
  snapshots: readonly SavedSnapshot[],
  done: ReadonlySet<string>,
): RecoverCall | undefined {
  const isRecovered = (shard: number): boolean =>
    peers.some(({ peer, shards }) => {
      const local = shards.get(shard);
      if (local?.state !== "Active") return false;
      const sources = snapshots.filter((snapshot) => mayHold(snapshot, shard));
      if (sources.some((snapshot) => done.has(callKey(peer, snapshot)) && snapshot.shards !== null))
        return true;
      // Where it was not noted which snapshot has the shard, all must have been tried at the peer.
      if (sources.some((snapshot) => snapshot.shards === null))
        return sources.every((snapshot) => done.has(callKey(peer, snapshot)));
      // A run before this one may have done it: its copy is as large as one that was saved.
      return sources.some((snapshot) => snapshot.shards?.get(shard) === local.points && local.points > 0);
    });
  for (const { peer, shards } of peers) {
    const wanted = [...shards]
      .filter(([shard, { state }]) => state === CUT_OFF || !isRecovered(shard))
      .map(([shard]) => shard);
    const [first] = wanted;
    if (first === undefined) continue;
    const covers = (snapshot: SavedSnapshot): number[] => wanted.filter((shard) => mayHold(snapshot, shard));
    const [best] = snapshots
      .filter((snapshot) => mayHold(snapshot, first) && !done.has(callKey(peer, snapshot)))
      .toSorted(
        (a, b) => Number(b.peer === peer) - Number(a.peer === peer) || covers(b).length - covers(a).length,
      );
    if (best !== undefined) return { peer, snapshot: best, shards: covers(best) };
    if (!snapshots.some((snapshot) => mayHold(snapshot, first)))
      throw new RefusalError(
        `Shard ${first} of ${snapshots[0]?.collection ?? "the collection"} is in no snapshot of the run, although the run is complete. Take another run.`,
      );
  }
  return undefined;
}
