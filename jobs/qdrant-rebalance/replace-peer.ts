import { nameOf, shardsOn, type Cluster, type Peer, type Transfer } from "./cluster";
import { RefusalError } from "./refusal";
import { SettledCluster, type RunArgs, type SettledView } from "./settled";

/** How often the removal of the peer, or the end of its transfers, is asked for before a run gives up. */
const ATTEMPTS = 3;
/** Shards that a refusal names. */
const SHOWN = 3;

/**
 * Takes the peer with this ordinal out of the cluster by force, if it is dead, so that its pod may join again with an
 * empty volume: Qdrant lets nobody join under the address of a member that has shards.
 *
 * Dead is a peer that did not answer, or not as this member, for all of `SETTLE_SECONDS`. One that answers is left alone.
 * @returns whether a peer was taken out
 * @throws RefusalError when a shard has no active copy on another peer: its points would be gone
 */
export async function removeDeadPeer(args: RunArgs, ordinal: number): Promise<boolean> {
  const { api, clock, settings, say } = args;
  const settled = new SettledCluster(args, settings.PEERS, (peer) => peer.ordinal === ordinal);
  let deadSince: { readonly id: number; readonly time: number } | undefined;
  let attempts = 0;
  let endings = 0;
  for (;;) {
    const cluster = await settled.observe();
    const dead = cluster.lost.find((peer) => peer.ordinal === ordinal);
    if (dead === undefined) return attempts > 0;
    refuseOnlyCopies(cluster, dead);
    if (deadSince?.id !== dead.id) {
      deadSince = { id: dead.id, time: clock.now() };
      say(
        `${dead.name} (peer ${dead.id}) is lost; it is removed if it stays so for ${settings.SETTLE_SECONDS} seconds`,
      );
    }
    if (clock.now() - deadSince.time < settings.SETTLE_SECONDS * 1_000) {
      await clock.sleep(settings.POLL_SECONDS * 1_000);
      continue;
    }
    if (await endTransfers(args, cluster, dead)) {
      if (++endings < ATTEMPTS) continue;
      throw new RefusalError(
        `${ATTEMPTS} attempts to end the transfers from and to ${dead.name} did not succeed. The log of Qdrant's leader says why.`,
      );
    }
    if (++attempts > ATTEMPTS)
      throw new RefusalError(
        `${ATTEMPTS} attempts to remove ${dead.name} did not succeed. The log of Qdrant's leader says why.`,
      );
    say(`remove ${dead.name} (peer ${dead.id}) by force`);
    const answer = await api.removePeer(dead.id, "force");
    if (answer.accepted) continue;
    say(`not accepted: ${answer.reason}`);
    await clock.sleep(settings.POLL_SECONDS * 1_000);
  }
}

function refuseOnlyCopies({ collections, peers, lost }: SettledView, dead: Peer): void {
  const living = new Set(peers.filter((peer) => !lost.includes(peer)).map(({ id }) => id));
  const only = collections.flatMap((collection) => {
    const safe = (shard: string): boolean => {
      const replicas = collection.shards.get(Number(shard.slice(shard.lastIndexOf("/") + 1)));
      return [...(replicas ?? [])].some(([id, state]) => living.has(id) && state === "Active");
    };
    return shardsOn({ peers, collections: [collection] }, dead.id).filter((shard) => !safe(shard));
  });
  if (only.length === 0) return;
  const more = only.length > SHOWN ? ` and ${only.length - SHOWN} more` : "";
  throw new RefusalError(
    `${dead.name} is not removed: ${only.slice(0, SHOWN).join(", ")}${more} would be lost with it, as no other peer has an active copy. Bring its volume back, or restore the collection from a snapshot.`,
  );
}

/** A transfer from or to a dead peer never ends by itself. Returns whether there was one. */
async function endTransfers(
  { api, clock, settings, say }: RunArgs,
  cluster: Cluster,
  dead: Peer,
): Promise<boolean> {
  const found = cluster.collections.flatMap(({ name, transfers }) =>
    transfers
      .filter(({ from, to }) => from === dead.id || to === dead.id)
      .map((transfer): [string, Transfer] => [name, transfer]),
  );
  for (const [collection, transfer] of found) {
    const { shardId, from, to } = transfer;
    say(
      `end the transfer of shard ${collection}/${shardId} from ${nameOf(cluster, from)} to ${nameOf(cluster, to)}`,
    );
    const answer = await api.abort(collection, transfer);
    if (!answer.accepted) say(`not accepted: ${answer.reason}`);
  }
  if (found.length > 0) await clock.sleep(settings.POLL_SECONDS * 1_000);
  return found.length > 0;
}
