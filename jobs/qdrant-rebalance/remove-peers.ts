import { shardsOn, type Cluster } from "./cluster";
import { RefusalError } from "./refusal";
import { SettledCluster, type RunArgs } from "./settled";

/** How often the removal of one peer is asked for before a run gives up. */
const ATTEMPTS = 3;
/** Shards that a refusal names, of those that are left on a peer. */
const SHOWN = 3;

/**
 * Takes every peer from ordinal `keepCount` on out of the cluster, the last one first, and returns their names. Peers
 * that are gone already are nothing to do.
 * @throws RefusalError when one of them holds a shard, or is about to: then none is removed
 */
export async function removePeers(args: RunArgs, keepCount: number): Promise<string[]> {
  const { api, clock, settings, say } = args;
  // A peer that is to go may be lost already; when it holds no shard, that does not matter.
  const settled = new SettledCluster(args, keepCount, ({ ordinal }) => ordinal >= keepCount);
  const removed: string[] = [];
  const attempts = new Map<number, number>();
  for (;;) {
    const cluster = await settled.observe();
    const leaving = cluster.peers.filter(({ ordinal }) => ordinal >= keepCount).toReversed();
    refuseHolders(cluster, leaving, keepCount);
    const [peer] = leaving;
    if (peer === undefined) return removed;
    const attempt = (attempts.get(peer.id) ?? 0) + 1;
    if (attempt > ATTEMPTS)
      throw new RefusalError(
        `${ATTEMPTS} attempts to remove ${peer.name} did not succeed. The log of Qdrant's leader says why.`,
      );
    attempts.set(peer.id, attempt);
    say(`remove ${peer.name} (peer ${peer.id})`);
    const answer = await api.removePeer(peer.id, "empty");
    if (!removed.includes(peer.name)) removed.push(peer.name);
    if (answer.accepted) continue;
    say(`not accepted: ${answer.reason}`);
    await clock.sleep(settings.POLL_SECONDS * 1_000);
  }
}

function refuseHolders(cluster: Cluster, leaving: Cluster["peers"], keepCount: number): void {
  const holders = leaving.flatMap(({ id, name }) => {
    const shards = shardsOn(cluster, id);
    const more = shards.length > SHOWN ? ` and ${shards.length - SHOWN} more` : "";
    return shards.length === 0 ? [] : [`\n  - ${name} holds ${shards.slice(0, SHOWN).join(", ")}${more}.`];
  });
  if (holders.length > 0)
    throw new RefusalError(
      `A peer that holds shards is not removed:${holders.join("")}\nRun with MODE=drain KEEP_PEERS=${keepCount} first.`,
    );
}
