import { Stopped, type Clock } from "./clock";
import type { Cluster } from "./cluster";
import { moveShards } from "./move-shards";
import { planSteps, type Wanted } from "./plan";
import { QdrantApi, type QdrantApiArgs } from "./qdrant-api";
import { RefusalError } from "./refusal";
import { removePeers } from "./remove-peers";
import { removeDeadPeer } from "./replace-peer";
import { SettledCluster, type RunArgs } from "./settled";
import { SettingsError } from "../shared/settings-shape";
import { readSettings, type Settings } from "./settings";
import { balancedLine, planLines, removedLine, replacedLine } from "./words";

export interface ProgramArgs {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Takes the result. */
  readonly write: (line: string) => void;
  /** Takes everything else. */
  readonly say: (line: string) => void;
  /** @see QdrantApiArgs.urlOfPeer */
  readonly urlOfPeer?: QdrantApiArgs["urlOfPeer"];
}

/** Exit codes of the program. The Job is not started again after 2 and 3, which a second try would not mend. */
export const EXIT = { done: 0, defect: 1, settings: 2, refused: 3, stopped: 143 } as const;

/**
 * Runs the program once.
 * @returns its exit code: 0 when nothing is left to do, 2 for wrong settings, 3 when the cluster is in no state for what
 *   was asked, 143 when it was told to stop, 1 for a defect
 */
export async function run(args: ProgramArgs): Promise<number> {
  try {
    const settings = readSettings(args.environment);
    for (const line of await resultOf(settings, args)) args.write(line);
    return EXIT.done;
  } catch (error) {
    if (error instanceof SettingsError) args.say(`wrong settings:\n${error.message}`);
    else if (error instanceof RefusalError) args.say(`refused: ${error.message}`);
    else if (error instanceof Stopped)
      args.say("stopped: transfers under way go on inside Qdrant; run again to go on from there");
    else args.say(`defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    if (error instanceof SettingsError) return EXIT.settings;
    if (error instanceof RefusalError) return EXIT.refused;
    return error instanceof Stopped ? EXIT.stopped : EXIT.defect;
  }
}

/** Kubernetes starts a pod that failed often every five minutes; then the peer joins, and takes in what was agreed on. */
const JOIN_SECONDS = 15 * 60;

/** The address of a peer to ask, which must not be the one to be replaced. */
export function urlBeside({
  QDRANT_URL,
  REPLACE_PEER,
}: Pick<Settings, "QDRANT_URL" | "REPLACE_PEER">): string {
  const url = new URL(QDRANT_URL);
  const [, set = "", ordinal = "", domain = ""] = /^([^.]+-)(\d+)(\..*)?$/.exec(url.hostname) ?? [];
  if (ordinal === "" || Number(ordinal) !== REPLACE_PEER) return QDRANT_URL;
  url.hostname = `${set}${REPLACE_PEER === 0 ? 1 : 0}${domain}`;
  return url.origin;
}

async function resultOf(settings: Settings, args: ProgramArgs): Promise<string[]> {
  const { clock, say, urlOfPeer } = args;
  const { PEERS, KEEP_PEERS = PEERS, REPLACE_PEER = 0, OUTPUT } = settings;
  const api = new QdrantApi({
    url: settings.REPLACE_PEER === undefined ? settings.QDRANT_URL : urlBeside(settings),
    apiKey: settings.QDRANT_API_KEY,
    transferMethod: settings.TRANSFER_METHOD,
    clock,
    ...(urlOfPeer === undefined ? {} : { urlOfPeer }),
  });
  const shared: RunArgs = { api, clock, settings, say };
  const wanted = (cluster: Cluster): Wanted => wantedOf(cluster, settings);
  switch (settings.MODE) {
    case "plan": {
      const cluster = await new SettledCluster(shared, KEEP_PEERS).observe();
      return planLines(planSteps(cluster, wanted(cluster)), cluster, OUTPUT);
    }
    case "rebalance":
    case "drain": {
      const cluster = await moveShards({ ...shared, peerCount: KEEP_PEERS, wanted });
      return [balancedLine(cluster, wanted(cluster), OUTPUT)];
    }
    case "replace": {
      const removed = await removeDeadPeer(shared, REPLACE_PEER);
      const patient = { ...settings, SETTLE_SECONDS: Math.max(settings.SETTLE_SECONDS, JOIN_SECONDS) };
      const cluster = await moveShards({ ...shared, settings: patient, peerCount: PEERS, wanted });
      return [replacedLine(cluster, { ordinal: REPLACE_PEER, removed }, OUTPUT)];
    }
    case "remove":
      return [removedLine(await removePeers(shared, KEEP_PEERS), KEEP_PEERS, OUTPUT)];
  }
}

/** @throws RefusalError when the peers are not those of the settings, or too few for a collection */
function wantedOf({ peers, collections }: Cluster, settings: Settings): Wanted {
  const { PEERS, KEEP_PEERS, REPLICATION_FACTOR: replicationFactor } = settings;
  const keep = peers.filter(({ ordinal }) => ordinal < (KEEP_PEERS ?? PEERS));
  const beyond = peers.find(({ ordinal }) => ordinal >= PEERS);
  if (KEEP_PEERS === undefined && beyond !== undefined)
    throw new RefusalError(
      `${beyond.name} is in the cluster, but PEERS is ${PEERS}. Run with MODE=drain KEEP_PEERS=${PEERS}, then with MODE=remove KEEP_PEERS=${PEERS}.`,
    );
  const tooWide = collections.find((collection) => collection.replicationFactor > keep.length);
  if (KEEP_PEERS !== undefined && tooWide !== undefined)
    throw new RefusalError(
      `Collection ${tooWide.name} has the replication factor ${tooWide.replicationFactor}, and KEEP_PEERS is ${KEEP_PEERS}. Each copy of a shard needs a peer of its own: keep more peers, or lower the collection's factor.`,
    );
  return { keep, replicationFactor };
}
