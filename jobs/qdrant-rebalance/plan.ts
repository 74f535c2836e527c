import { copiesAfterTransfers, type Cluster, type Collection, type Peer, type PeerId } from "./cluster";
import { place } from "./placement";

/** One request to Qdrant. */
export type Step =
  | { readonly kind: "set-factor"; readonly collection: string; readonly from: number; readonly to: number }
  | {
      readonly kind: "replicate" | "move";
      readonly collection: string;
      readonly shardId: number;
      readonly from: PeerId;
      readonly to: PeerId;
    }
  | {
      readonly kind: "drop";
      readonly collection: string;
      readonly shardId: number;
      readonly from: PeerId;
    };

export interface Wanted {
  /** Peers that are to hold the shards; every other peer is emptied. At least one. */
  readonly keep: readonly Peer[];
  /** Copies of each shard; a collection that has a higher factor of its own keeps it. */
  readonly replicationFactor: number;
}

/**
 * What is left to do until every shard has its copies, each on another of the wanted peers, and of each collection no
 * peer holds more than one copy more than another. Nothing when that is so.
 *
 * Transfers under way count as done. Copies are added before any is taken away, and only a copy beyond the factor is
 * dropped, so at no step has a shard fewer copies than before or than the factor, whichever is less.
 */
export function planSteps(cluster: Cluster, wanted: Wanted): Step[] {
  const keep = wanted.keep.map(({ id }) => id);
  const load = new Map<PeerId, number>(keep.map((peer) => [peer, 0]));
  const plans = cluster.collections.map((collection) => planCollection(collection, keep, wanted, load));
  return (["settings", "copies", "drops", "drains", "levels"] as const).flatMap((phase) =>
    plans.flatMap((plan) => plan[phase]),
  );
}

/** Copies that a collection's shards get: never fewer than its own setting, never more than there are peers. */
export function factorOf(collection: Collection, { keep, replicationFactor }: Wanted): number {
  return Math.min(Math.max(replicationFactor, collection.replicationFactor), keep.length);
}

type Plan = Readonly<Record<"settings" | "copies" | "drops" | "drains" | "levels", readonly Step[]>>;
type Copies = Map<number, Set<PeerId>>;

function planCollection(
  collection: Collection,
  keep: readonly PeerId[],
  wanted: Wanted,
  load: Map<PeerId, number>,
): Plan {
  const factor = factorOf(collection, wanted);
  const copies = copiesAfterTransfers(collection);
  const drops = dropSurplus(collection.name, copies, keep, factor);
  const share = shares(copies.size * factor, countsOf(copies, keep), load);
  const { added, drained } = fill(collection.name, copies, keep, factor, share);
  const levels = level(collection.name, copies, share);
  for (const [peer, count] of share) load.set(peer, (load.get(peer) ?? 0) + count);
  return { settings: raiseFactor(collection, wanted), copies: added, drops, drains: drained, levels };
}

/** The setting does not copy anything, but Qdrant goes by it when it makes shards later. */
function raiseFactor({ name, replicationFactor }: Collection, wanted: Wanted): Step[] {
  if (wanted.replicationFactor <= replicationFactor) return [];
  return [{ kind: "set-factor", collection: name, from: replicationFactor, to: wanted.replicationFactor }];
}

function countsOf(copies: Copies, keep: readonly PeerId[]): Map<PeerId, number> {
  const counts = new Map(keep.map((peer) => [peer, 0]));
  for (const peers of copies.values())
    for (const peer of peers) if (counts.has(peer)) counts.set(peer, (counts.get(peer) ?? 0) + 1);
  return counts;
}

/** Takes away what is beyond the factor: from peers to be emptied first, then from the fullest. */
function dropSurplus(collection: string, copies: Copies, keep: readonly PeerId[], factor: number): Step[] {
  const steps: Step[] = [];
  for (const [shardId, peers] of copies)
    while (peers.size > factor) {
      const counts = countsOf(copies, keep);
      const fullness = (peer: PeerId): number => counts.get(peer) ?? Number.POSITIVE_INFINITY;
      const from = [...peers].reduce((fullest, peer) =>
        fullness(peer) > fullness(fullest) ? peer : fullest,
      );
      peers.delete(from);
      steps.push({ kind: "drop", collection, shardId, from });
    }
  return steps;
}

/**
 * How many copies each peer is to hold in the end. Where they do not divide evenly, a peer that has more already keeps
 * one more, because that saves a move; among equals the one with fewer copies of other collections takes it.
 */
function shares(
  copyCount: number,
  counts: ReadonlyMap<PeerId, number>,
  load: ReadonlyMap<PeerId, number>,
): Map<PeerId, number> {
  const even = Math.floor(copyCount / counts.size);
  const hasMore = (peer: PeerId): number => ((counts.get(peer) ?? 0) > even ? 1 : 0);
  const order = [...counts.keys()].toSorted(
    (a, b) => hasMore(b) - hasMore(a) || (load.get(a) ?? 0) - (load.get(b) ?? 0),
  );
  return new Map(order.map((peer, index) => [peer, even + (index < copyCount % counts.size ? 1 : 0)]));
}

/** Gives each shard its copies on the wanted peers: moved from peers to be emptied, else copied. */
function fill(
  collection: string,
  copies: Copies,
  keep: readonly PeerId[],
  factor: number,
  share: ReadonlyMap<PeerId, number>,
): { readonly added: readonly Step[]; readonly drained: readonly Step[] } {
  const counts = countsOf(copies, keep);
  const missing = new Map(
    [...copies].map(([shardId, peers]) => [shardId, factor - keep.filter((peer) => peers.has(peer)).length]),
  );
  const placed = place({
    missing,
    holders: copies,
    room: new Map([...share].map(([peer, target]) => [peer, Math.max(0, target - (counts.get(peer) ?? 0))])),
  });
  for (const peers of placed.values())
    for (const peer of peers) counts.set(peer, (counts.get(peer) ?? 0) + 1);
  const added: Step[] = [];
  const drained: Step[] = [];
  const reads = new Map<PeerId, number>();
  for (const [shardId, peers] of copies) {
    const targets = [...(placed.get(shardId) ?? [])];
    while (targets.length < (missing.get(shardId) ?? 0)) {
      const to = emptiest(keep, counts, (peer) => !peers.has(peer) && !targets.includes(peer));
      targets.push(to);
      counts.set(to, (counts.get(to) ?? 0) + 1);
    }
    const sources = [...peers];
    const leaving = sources.filter((peer) => !counts.has(peer));
    for (const [index, to] of targets.entries()) {
      // The last copies are moved, so that a peer is read from before it gives its copy up.
      const moved = leaving[index - (targets.length - leaving.length)];
      const from = moved ?? sources.reduce((a, b) => ((reads.get(b) ?? 0) < (reads.get(a) ?? 0) ? b : a));
      reads.set(from, (reads.get(from) ?? 0) + 1);
      const kind = moved === undefined ? "replicate" : "move";
      (moved === undefined ? added : drained).push({ kind, collection, shardId, from, to });
      if (moved !== undefined) peers.delete(moved);
      peers.add(to);
    }
  }
  return { added, drained };
}

/** Moves copies from peers above their share to peers below it. */
function level(collection: string, copies: Copies, share: ReadonlyMap<PeerId, number>): Step[] {
  const keep = [...share.keys()];
  const counts = countsOf(copies, keep);
  const excess = (peer: PeerId): number => (counts.get(peer) ?? 0) - (share.get(peer) ?? 0);
  const steps: Step[] = [];
  for (;;) {
    const from = keep.reduce((a, b) => (excess(b) > excess(a) ? b : a));
    const to = keep.reduce((a, b) => (excess(b) < excess(a) ? b : a));
    // Peers above hold more than peers below, so there is a shard that only the one has.
    const found = [...copies].find(([, peers]) => peers.has(from) && !peers.has(to));
    if (excess(from) <= 0 || found === undefined) return steps;
    const [shardId, peers] = found;
    peers.delete(from);
    peers.add(to);
    counts.set(from, (counts.get(from) ?? 0) - 1);
    counts.set(to, (counts.get(to) ?? 0) + 1);
    steps.push({ kind: "move", collection, shardId, from, to });
  }
}

function emptiest(
  keep: readonly PeerId[],
  counts: ReadonlyMap<PeerId, number>,
  fits: (peer: PeerId) => boolean,
): PeerId {
  return keep.filter(fits).reduce((a, b) => ((counts.get(b) ?? 0) < (counts.get(a) ?? 0) ? b : a));
}
