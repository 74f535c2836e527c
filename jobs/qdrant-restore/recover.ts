import type { Clock } from "../qdrant-rebalance/clock";
import { RefusalError } from "../qdrant-rebalance/refusal";
import type { Peer, Qdrant } from "./qdrant";
import { callKey, nextCall, type PeerShards, type RecoverCall } from "./recover-plan";
import type { SavedSnapshot } from "./saved-run";
import type { SnapshotStore } from "./snapshot-store";

export interface RecoverArgs {
  readonly qdrant: Qdrant;
  readonly store: SnapshotStore;
  readonly clock: Clock;
  readonly run: string;
  readonly peers: readonly Peer[];
  readonly pollSeconds: number;
  readonly stallSeconds: number;
  readonly say: (line: string) => void;
}

const ATTEMPTS = 3;

async function shardsOfPeers({ qdrant, peers }: RecoverArgs, collection: string): Promise<PeerShards[]> {
  const found = await Promise.all(
    peers.map(async (peer) => ({ peer: peer.name, shards: await qdrant.shardsOf(peer, collection) })),
  );
  return found.map(({ peer, shards }) => ({ peer, shards: shards ?? new Map() }));
}

/** What changes while a peer downloads and unpacks, as far as it can be seen from outside. */
const seen = (peers: readonly PeerShards[]): string =>
  JSON.stringify(peers.map(({ peer, shards }) => [peer, [...shards]]));

/**
 * Waits until a condition holds.
 * @throws RefusalError when nothing has changed for as long as is allowed
 */
async function until(
  args: RecoverArgs,
  collection: string,
  isSo: (peers: readonly PeerShards[]) => boolean,
  what: string,
): Promise<void> {
  const { clock, pollSeconds, stallSeconds } = args;
  for (let [before, since] = ["", clock.now()]; ;) {
    const peers = await shardsOfPeers(args, collection);
    if (isSo(peers)) return;
    const now = seen(peers);
    if (now !== before) [before, since] = [now, clock.now()];
    if (clock.now() - since >= stallSeconds * 1_000)
      throw new RefusalError(`${what}: nothing has changed for ${stallSeconds} seconds. Run again.`);
    await clock.sleep(pollSeconds * 1_000);
  }
}

async function recoverOnce(args: RecoverArgs, collection: string, call: RecoverCall): Promise<void> {
  const { qdrant, store, run, peers, say, clock } = args;
  const peer = peers.find(({ name }) => name === call.peer);
  if (peer === undefined) throw new Error(`There is no peer ${call.peer}.`);
  const what = `${call.snapshot.key} into ${collection} on ${peer.name}`;
  for (let attempt = 1; ; attempt++) {
    say(`recovering ${what}${attempt === 1 ? "" : `, attempt ${attempt}`}`);
    const location = await store.presigned(`${run}/${call.snapshot.key}`);
    const outcome = await qdrant.recover(peer, collection, location, call.snapshot.sha256);
    if (outcome === "done") break;
    if (outcome !== "unanswered") throw new RefusalError(`Qdrant does not take ${what}: ${outcome.refused}`);
    if (attempt === ATTEMPTS)
      throw new RefusalError(`${peer.name} did not end the recovery of ${what} in ${ATTEMPTS} attempts.`);
    await clock.sleep(args.pollSeconds * 1_000);
  }
  // Peers hear of it one after another.
  await until(
    args,
    collection,
    (views) => {
      const own = views.find((view) => view.peer === peer.name)?.shards ?? new Map<number, never>();
      return own.size === 0 || call.shards.every((shard) => own.get(shard)?.state !== "ManualRecovery");
    },
    what,
  );
}

/**
 * Brings one collection back under another name. What an earlier run has done stays done.
 * @throws RefusalError when Qdrant does not take a snapshot, or gets no further
 */
export async function recoverCollection(
  args: RecoverArgs,
  collection: string,
  snapshots: readonly SavedSnapshot[],
): Promise<void> {
  const [first] = snapshots;
  const [firstPeer] = args.peers;
  if (first === undefined || firstPeer === undefined) return;
  const done = new Set<string>();
  const carryOut = async (call: RecoverCall): Promise<void> => {
    await recoverOnce(args, collection, call);
    done.add(callKey(call.peer, call.snapshot));
  };
  if ((await args.qdrant.shardsOf(firstPeer, collection)) === undefined) {
    // The first recovery makes the collection, by the settings that its snapshot has; which peer gets which shard, Qdrant says.
    const own = snapshots.find(({ peer }) => peer === firstPeer.name) ?? first;
    await carryOut({ peer: firstPeer.name, snapshot: own, shards: [] });
  }
  for (;;) {
    const call = nextCall(await shardsOfPeers(args, collection), snapshots, done);
    if (call === undefined) break;
    await carryOut(call);
  }
  await until(
    args,
    collection,
    (views) => views.every(({ shards }) => [...shards.values()].every(({ state }) => state === "Active")),
    `copies of ${collection}`,
  );
}
