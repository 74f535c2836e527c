import { QdrantClient } from "@qdrant/js-client-rest";
import type { Cluster, Collection, Peer, PeerId, Transfer } from "./cluster";
import type { Clock } from "./clock";
import type { Step } from "./plan";
import { RefusalError } from "./refusal";
import { statusOf } from "../shared/http-status";

export interface QdrantApiArgs {
  /** HTTP address of the peer that is asked. One peer, always the same: peers learn of a change one after another. */
  readonly url: string;
  readonly apiKey: string;
  readonly transferMethod: "stream_records" | "snapshot";
  readonly clock: Clock;
  /** HTTP address of a peer, from the address that it has in the cluster. Default: the same host, port of `url`. */
  readonly urlOfPeer?: (uri: string) => string;
}

/** A cluster, and what keeps this program from changing anything in it. */
export interface Observation {
  readonly cluster: Cluster;
  /** Members that do not answer, or not as members of this cluster. */
  readonly lost: readonly Peer[];
  /** Empty when every peer answers, agrees with the others and has nothing but active copies. */
  readonly problems: readonly ResponseProblem[];
}

export interface ResponseProblem {
  readonly text: string;
  /** The lost peer that it is about. */
  readonly lost?: Peer;
}

const REQUEST_TIMEOUT_MS = 60_000;
/** How long Qdrant may take to agree on a change. */
const CONSENSUS_TIMEOUT_SECONDS = 30;
const READ_ATTEMPTS = 5;
const FIRST_RETRY_MS = 1_000;
/** States that a copy has while a transfer fills it. */
const FILLING = new Set(["Partial", "Initializing", "Recovery", "PartialSnapshot", "ActiveRead"]);

/** What happened to a request that changes something. */
export type Answer =
  | { readonly accepted: true }
  /** `certain` when Qdrant said no; otherwise the request may have been heard. */
  | { readonly accepted: false; readonly certain: boolean; readonly reason: string };

/** The part of Qdrant's cluster API that moves shards. Requests that read are tried again; others never are. */
export class QdrantApi {
  private readonly main: QdrantClient;
  private readonly clients = new Map<string, QdrantClient>();

  constructor(private readonly args: QdrantApiArgs) {
    this.main = this.clientOf(args.url);
  }

  async observe(): Promise<Observation> {
    const status = await this.read(() => clusterStatusOf(this.main), "GET /cluster");
    if (status.status === "disabled")
      throw new RefusalError(
        "Qdrant runs without its distributed mode: there are no peers to move shards between.",
      );
    const peers = Object.entries(status.peers)
      .map(([id, info]) => peerOf(id, info?.uri ?? ""))
      .toSorted((a, b) => a.ordinal - b.ordinal);
    const uris = new Map(Object.entries(status.peers).map(([id, info]) => [Number(id), info?.uri ?? ""]));
    const views = await Promise.all(
      peers.map(async (peer) => ({ peer, view: await this.viewOf(peer, uris.get(peer.id) ?? "") })),
    );
    const lost = new Set(views.filter(({ view }) => "problem" in view).map(({ peer }) => peer.id));
    const collections = await this.collections(uris, lost);
    const cluster = { peers, collections: collections.map(({ collection }) => collection) };
    return {
      cluster,
      lost: peers.filter(({ id }) => lost.has(id)),
      problems: [
        ...views.flatMap(({ peer, view }) => ("problem" in view ? [{ text: view.problem, lost: peer }] : [])),
        ...[...disagreements(views, peers), ...collections.flatMap(({ problems }) => problems)].map(
          (text) => ({ text }),
        ),
        ...cluster.collections.flatMap((collection) => brokenCopies(collection, cluster, lost)),
      ],
    };
  }

  /** Asks for one step. Qdrant answers when the peers have agreed on it, and carries a transfer out by itself. */
  async request(step: Step): Promise<Answer> {
    const method = this.args.transferMethod;
    switch (step.kind) {
      case "set-factor":
        return this.change(() =>
          this.main.updateCollection(step.collection, { params: { replication_factor: step.to } }),
        );
      case "replicate":
        return this.changeCluster(step.collection, {
          replicate_shard: { shard_id: step.shardId, from_peer_id: step.from, to_peer_id: step.to, method },
        });
      case "move":
        return this.changeCluster(step.collection, {
          move_shard: { shard_id: step.shardId, from_peer_id: step.from, to_peer_id: step.to, method },
        });
      case "drop":
        return this.changeCluster(step.collection, {
          drop_replica: { shard_id: step.shardId, peer_id: step.from },
        });
    }
  }

  abort(collection: string, { shardId, from, to }: Transfer): Promise<Answer> {
    return this.changeCluster(collection, {
      abort_transfer: { shard_id: shardId, from_peer_id: from, to_peer_id: to },
    });
  }

  /** Without `force` Qdrant itself refuses a peer that holds shards; with it, its copies are gone. */
  removePeer(id: PeerId, how: "empty" | "force"): Promise<Answer> {
    const force = how === "force" ? { force: true } : {};
    return this.change(() =>
      this.main.api().removePeer({ peer_id: id, timeout: CONSENSUS_TIMEOUT_SECONDS, ...force }),
    );
  }

  private changeCluster(
    collection: string,
    operation: Parameters<QdrantClient["updateCollectionCluster"]>[1],
  ): Promise<Answer> {
    return this.change(() =>
      this.main.updateCollectionCluster(collection, { timeout: CONSENSUS_TIMEOUT_SECONDS, ...operation }),
    );
  }

  private async change(request: () => Promise<unknown>): Promise<Answer> {
    try {
      await request();
      return { accepted: true };
    } catch (error) {
      const status = statusOf(error);
      if (status === 401 || status === 403) throw wrongKey(status);
      return { accepted: false, certain: status >= 400 && status < 500, reason: reasonOf(error) };
    }
  }

  /** What a peer itself says of the cluster, or why that cannot be known. */
  private async viewOf(peer: Peer, uri: string): Promise<View> {
    try {
      const status = await this.read(() => clusterStatusOf(this.clientOf(this.urlOfPeer(uri))), peer.name, 2);
      if (status.status === "disabled") return { problem: `${peer.name} runs without its distributed mode.` };
      if (status.peer_id !== peer.id)
        return {
          problem: `Peer ${peer.id} is gone: its address, ${peer.name}, is now that of peer ${status.peer_id}.`,
        };
      return { status };
    } catch (error) {
      if (error instanceof RefusalError) throw error;
      return { problem: `${peer.name} does not answer: ${reasonOf(error)}.` };
    }
  }

  private urlOfPeer(uri: string): string {
    if (this.args.urlOfPeer !== undefined) return this.args.urlOfPeer(uri);
    const url = new URL(uri);
    url.port = new URL(this.args.url).port;
    return url.origin;
  }

  private async collections(
    uris: ReadonlyMap<PeerId, string>,
    lost: ReadonlySet<PeerId>,
  ): Promise<{ collection: Collection; problems: string[] }[]> {
    const { collections } = await this.read(() => this.main.getCollections(), "GET /collections");
    const found = [];
    for (const { name } of collections.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      try {
        found.push(await this.collection(name, uris, lost));
      } catch (error) {
        // Deleted since it was listed.
        if (statusOf(error) !== 404) throw error;
      }
    }
    return found;
  }

  private async collection(
    name: string,
    uris: ReadonlyMap<PeerId, string>,
    lost: ReadonlySet<PeerId>,
  ): Promise<{ collection: Collection; problems: string[] }> {
    const path = `GET /collections/${name}`;
    const { config } = await this.read(() => this.main.getCollection(name), path);
    const info = await this.read(() => this.main.collectionClusterInfo(name), `${path}/cluster`);
    const shards = new Map<number, Map<PeerId, string>>();
    const copies = [
      ...info.local_shards.map((shard) => ({ ...shard, peer_id: info.peer_id })),
      ...info.remote_shards,
    ];
    for (const { shard_id, peer_id, state } of copies)
      shards.set(shard_id, (shards.get(shard_id) ?? new Map<PeerId, string>()).set(peer_id, state));
    const transfers = await Promise.all(
      info.shard_transfers.map(async ({ shard_id, from, to, sync }) => {
        const transfer = { shardId: shard_id, from, to, keepsSource: sync };
        const uri = lost.has(from) ? undefined : uris.get(from);
        return { ...transfer, progress: uri === undefined ? "" : await this.progressOf(name, transfer, uri) };
      }),
    );
    return {
      collection: {
        name,
        replicationFactor: config.params.replication_factor ?? 1,
        shards: new Map([...shards].toSorted(([a], [b]) => a - b)),
        transfers,
      },
      problems:
        (info.resharding_operations ?? []).length > 0
          ? [`Collection ${name} is being resharded; shards cannot be moved until that has ended.`]
          : [],
    };
  }

  /** Only the source of a transfer knows how far it is: `Transferring records (5500/10000), started 8s ago, …`. */
  private async progressOf(name: string, transfer: Omit<Transfer, "progress">, uri: string): Promise<string> {
    try {
      const info = await this.clientOf(this.urlOfPeer(uri)).collectionClusterInfo(name);
      const own = info.shard_transfers.find(
        ({ shard_id, from, to }) =>
          shard_id === transfer.shardId && from === transfer.from && to === transfer.to,
      );
      return /\d+\/\d+/.exec(own?.comment ?? "")?.[0] ?? "";
    } catch {
      // Nothing is decided by a single missing answer; a peer that stays away is found by observe().
      return "";
    }
  }

  private clientOf(url: string): QdrantClient {
    const known = this.clients.get(url);
    if (known !== undefined) return known;
    const client = new QdrantClient({
      url,
      // As a header: given as a key, the client warns at each start that the cluster's own network is not TLS.
      headers: { "api-key": this.args.apiKey },
      timeout: REQUEST_TIMEOUT_MS,
      checkCompatibility: false,
    });
    this.clients.set(url, client);
    return client;
  }

  /** Tries a request that changes nothing again when the network or the server fails. */
  private async read<Result>(
    request: () => Promise<Result>,
    what: string,
    attempts = READ_ATTEMPTS,
  ): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await request();
      } catch (error) {
        const status = statusOf(error);
        if (status === 401 || status === 403) throw wrongKey(status);
        if (status >= 400 && status < 500 && status !== 429) throw error;
        if (attempt === attempts)
          throw new Unanswered(`${what} was not answered in ${attempts} attempts: ${reasonOf(error)}`);
        await this.args.clock.sleep(FIRST_RETRY_MS * 2 ** (attempt - 1));
      }
    }
  }
}

/** Qdrant did not answer, for as long as this program tried. */
export class Unanswered extends Error {}

type EnabledStatus = Extract<Awaited<ReturnType<typeof clusterStatusOf>>, { status: "enabled" }>;
type View = { readonly problem: string } | { readonly status: EnabledStatus };

async function clusterStatusOf(client: QdrantClient) {
  const { result } = (await client.api().clusterStatus({})).data;
  if (result === undefined) throw new Error("the answer holds no result");
  return result;
}

function peerOf(id: string, uri: string): Peer {
  const host = URL.canParse(uri) ? new URL(uri).hostname : "";
  const [name = ""] = host.split(".");
  const ordinal = /^[a-z].*-(\d+)$/.exec(name)?.[1];
  if (ordinal === undefined)
    throw new RefusalError(
      `Peer ${id} has the address "${uri}", which names no pod. Expected: http://qdrant-<ordinal>.qdrant-headless:6335.`,
    );
  return { id: Number(id), name, ordinal: Number(ordinal) };
}

/** Peers must agree on who leads and who is a member, and have nothing left to apply: else what they say is old. */
function disagreements(
  views: readonly { readonly peer: Peer; readonly view: View }[],
  peers: readonly Peer[],
): string[] {
  const members = peers
    .map(({ id }) => id)
    .toSorted((a, b) => a - b)
    .join();
  const leaders = new Set<number>();
  const problems: string[] = [];
  for (const { peer, view } of views) {
    if ("problem" in view) continue;
    const { raft_info, consensus_thread_status, peers: seen } = view.status;
    if (consensus_thread_status.consensus_thread_status !== "working")
      problems.push(`${peer.name} takes no part in consensus: its thread has stopped.`);
    // Raft's number for nobody is 0 (https://docs.rs/raft/latest/raft/constant.INVALID_ID.html).
    if (raft_info.leader === null || raft_info.leader === undefined || raft_info.leader === 0)
      problems.push(`${peer.name} knows no leader.`);
    else leaders.add(raft_info.leader);
    if (raft_info.pending_operations > 0)
      problems.push(`${peer.name} has ${raft_info.pending_operations} agreed changes still to apply.`);
    if (
      Object.keys(seen)
        .map(Number)
        .toSorted((a, b) => a - b)
        .join() !== members
    )
      problems.push(`${peer.name} knows other peers than the peer that was asked.`);
  }
  if (leaders.size > 1) problems.push("The peers do not agree on a leader.");
  return problems;
}

/** Copies that are neither active nor being filled by a transfer. */
function brokenCopies(
  { name, shards, transfers }: Collection,
  { peers }: Cluster,
  lost: ReadonlySet<PeerId>,
): ResponseProblem[] {
  return [...shards].flatMap(([shardId, replicas]) =>
    [...replicas]
      .filter(([peer, state]) => {
        const arriving = transfers.some((transfer) => transfer.shardId === shardId && transfer.to === peer);
        return state !== "Active" && !(arriving && FILLING.has(state));
      })
      .map(([peer, state]) => {
        const holder = peers.find(({ id }) => id === peer);
        const text = `The copy of shard ${name}/${shardId} on ${holder?.name ?? `peer ${peer}`} is ${state}.`;
        return holder !== undefined && lost.has(peer) ? { text, lost: holder } : { text };
      }),
  );
}

/** Qdrant's own words, `{"status": {"error": "…"}}`, or those of the network. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const data = "data" in error ? (error.data as { status?: { error?: unknown } } | undefined) : undefined;
  const own = data?.status?.error;
  if (typeof own === "string") return own;
  if (error.cause instanceof Error) return error.cause.message || String(error.cause);
  const status = statusOf(error);
  return status === 0 ? error.message : `HTTP ${status}`;
}

function wrongKey(status: number): RefusalError {
  return new RefusalError(
    `Qdrant refused the API key (HTTP ${status}). QDRANT_API_KEY must be the one of the cluster.`,
  );
}
