import type { PeerId } from "./cluster";

export interface PlacementArgs {
  /** How many more copies each shard needs. */
  readonly missing: ReadonlyMap<number, number>;
  /** Peers that have a copy of each shard already. */
  readonly holders: ReadonlyMap<number, ReadonlySet<PeerId>>;
  /** How many copies each peer may still take. */
  readonly room: ReadonlyMap<PeerId, number>;
}

/**
 * Peers for the missing copies of shards: never two copies on a peer, never more than a peer has room for, and as many
 * of the copies as that allows (augmenting paths, Ford and Fulkerson). A shard may be left with fewer than it misses.
 */
export function place({ missing, holders, room }: PlacementArgs): Map<number, Set<PeerId>> {
  const placed = new Map([...missing.keys()].map((shardId) => [shardId, new Set<PeerId>()]));
  const left = new Map(room);

  /** Puts one copy of the shard somewhere, if need be by putting copies of other shards elsewhere. */
  const putOne = (shardId: number, tried: Set<PeerId>): boolean => {
    const own = placed.get(shardId);
    const open = [...left.keys()].filter(
      (peer) => !tried.has(peer) && !holders.get(shardId)?.has(peer) && !own?.has(peer),
    );
    // Where most room is left first, so that the peers fill evenly on the way.
    for (const peer of open.toSorted((a, b) => (left.get(b) ?? 0) - (left.get(a) ?? 0))) {
      const room = left.get(peer) ?? 0;
      tried.add(peer);
      if (room > 0) {
        left.set(peer, room - 1);
        own?.add(peer);
        return true;
      }
      for (const [other, peers] of placed) {
        if (other === shardId || !peers.has(peer) || !putOne(other, tried)) continue;
        peers.delete(peer);
        own?.add(peer);
        return true;
      }
    }
    return false;
  };

  for (const [shardId, count] of missing)
    for (let copy = 0; copy < count; copy++) if (!putOne(shardId, new Set())) break;
  return placed;
}
