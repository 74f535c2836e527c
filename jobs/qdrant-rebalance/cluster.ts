/** A number below 2^53: Qdrant makes the ids of its peers so that JSON can carry them. */
export type PeerId = number;

export interface Peer {
  readonly id: PeerId;
  /** The pod, such as `qdrant-0`. */
  readonly name: string;
  readonly ordinal: number;
}

/** A copy of a shard that is on its way. Qdrant carries it on whatever becomes of this program. */
export interface Transfer {
  readonly shardId: number;
  readonly from: PeerId;
  readonly to: PeerId;
  /** The source keeps its copy. Otherwise it is a move, and the source gives its copy up at the end. */
  readonly keepsSource: boolean;
  /** What the source says of it, as far as it changes with each batch that arrives; empty when it says nothing. */
  readonly progress: string;
}

export interface Collection {
  readonly name: string;
  /** The collection's own setting, not what its shards have. */
  readonly replicationFactor: number;
  /** State of each copy by shard and peer, in Qdrant's words; `Active` is the one that answers reads and writes. */
  readonly shards: ReadonlyMap<number, ReadonlyMap<PeerId, string>>;
  readonly transfers: readonly Transfer[];
}

export interface Cluster {
  /** By ordinal. */
  readonly peers: readonly Peer[];
  /** By name. */
  readonly collections: readonly Collection[];
}

/** Peers with a copy of each shard, as they will be when every transfer has ended. */
export function copiesAfterTransfers({ shards, transfers }: Collection): Map<number, Set<PeerId>> {
  const copies = new Map([...shards].map(([shardId, replicas]) => [shardId, new Set(replicas.keys())]));
  for (const { shardId, from, to, keepsSource } of transfers) {
    copies.get(shardId)?.add(to);
    if (!keepsSource) copies.get(shardId)?.delete(from);
  }
  return copies;
}

/** Shards of which a peer has a copy, or is about to have one, as `<collection>/<shard>`. */
export function shardsOn({ collections }: Cluster, peer: PeerId): string[] {
  return collections.flatMap(({ name, shards, transfers }) =>
    [...shards]
      .filter(
        ([shardId, replicas]) =>
          replicas.has(peer) ||
          transfers.some((transfer) => transfer.shardId === shardId && transfer.to === peer),
      )
      .map(([shardId]) => `${name}/${shardId}`),
  );
}

/** The name of a peer, for people. */
export function nameOf({ peers }: Cluster, id: PeerId): string {
  return peers.find((peer) => peer.id === id)?.name ?? `peer ${id}`;
}
