import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const API_KEY = "k3y-of-the-test";

const BATCH_MS = 1_000;
/** How long a peer takes to ask for a copy that died. */
const RECOVERY_MS = 10_000;
/** How long the source of a transfer tries to reach a target that is away. */
const TARGET_TIMEOUT_MS = 30_000;

interface StandInPeer {
  readonly id: number;
  readonly name: string;
  alive: boolean;
  readonly server: Server;
  port: number;
}

interface StandInTransfer {
  readonly shardId: number;
  readonly from: number;
  readonly to: number;
  readonly sync: boolean;
  done: number;
  waitedMs: number;
}

interface StandInCollection {
  replicationFactor: number;
  readonly shards: Map<number, Map<number, string>>;
  transfers: StandInTransfer[];
}

/** What is to become of a request instead of the usual. */
export type Fault =
  | { readonly status: number; readonly error: string }
  /** The connection breaks, before or after the request was carried out. */
  | "lost-request"
  | "lost-answer";

export interface StandInArgs {
  readonly peers: number;
  /** Peers with a copy of each shard, by ordinal: `[[0, 1], [2, 0]]`. */
  readonly collections: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly replicationFactor?: number;
  /** Batches of each transfer, one a second. Default 3. */
  readonly batches?: number;
}

class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The words are Qdrant's own (lib/storage/src/content_manager/errors.rs). */
const badRequest = (text: string): ApiError => new ApiError(400, `Bad request: ${text}`);
const notFound = (text: string): ApiError => new ApiError(404, `Not found: ${text}`);

/**
 * The cluster API of Qdrant 1.17, with a server for each peer, as its source has it: a move takes the source's copy
 * away only at its end, a failed move leaves nothing and a failed copy leaves a dead one, dead copies are brought back
 * by the peer that has them, and a peer with shards is not removed. Time passes only by `advance`.
 */
export class QdrantCluster {
  readonly collections = new Map<string, StandInCollection>();
  /** Requests that change something, in order, as `<method> <path> <body>`. */
  readonly changes: string[] = [];
  /** The fewest active copies that each shard ever had, by `<collection>/<shard>`. */
  readonly fewestActive = new Map<string, number>();
  /** The most transfers there ever were at a time. */
  mostTransfers = 0;
  /** No transfer gets on, and no peer notices. */
  stalled = false;
  /** Consensus is slow: members have this many entries still to apply. */
  pendingOperations = 0;
  private readonly faults: { readonly match: RegExp; readonly fault: Fault; left: number }[] = [];
  private peers: StandInPeer[] = [];
  private sinceRecoveryMs = 0;

  private constructor(private readonly args: StandInArgs) {}

  static async start(args: StandInArgs): Promise<QdrantCluster> {
    const cluster = new QdrantCluster(args);
    for (let ordinal = 0; ordinal < args.peers; ordinal++) await cluster.join();
    for (const [name, shards] of Object.entries(args.collections))
      cluster.collections.set(name, {
        replicationFactor: args.replicationFactor ?? 1,
        shards: new Map(
          shards.map((ordinals, shardId) => [
            shardId,
            new Map(ordinals.map((ordinal) => [cluster.idOf(ordinal), "Active"])),
          ]),
        ),
        transfers: [],
      });
    cluster.note();
    return cluster;
  }

  /** Starts one more peer, empty. */
  async join(): Promise<void> {
    const ordinal = new Set(this.peers.map(({ name }) => name)).size;
    const server = createServer(
      (request, response) => void this.answer(this.peerOf(ordinal), request, response),
    );
    // Ids are as large as Qdrant makes them: 53 bits.
    const id = Number.MAX_SAFE_INTEGER - ordinal * 7_919;
    const peer: StandInPeer = { id, name: `qdrant-${ordinal}`, alive: true, server, port: 0 };
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    peer.port = (server.address() as AddressInfo).port;
    this.peers.push(peer);
  }

  async stop(): Promise<void> {
    const servers = [...new Set(this.peers.map(({ server }) => server))];
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    await Promise.all(servers.filter(({ listening }) => listening).map((server) => once(server, "close")));
  }

  get url(): string {
    return this.urlOf(0);
  }

  urlOf(ordinal: number): string {
    return `http://127.0.0.1:${this.peerOf(ordinal).port}`;
  }

  /** Where a peer really listens, from its address in the cluster. */
  readonly urlOfPeer = (uri: string): string => {
    const peer = this.peers.find(({ name }) => uri === uriOf(name));
    return `http://127.0.0.1:${peer?.port ?? 1}`;
  };

  idOf(ordinal: number): number {
    return this.peerOf(ordinal).id;
  }

  /** Ordinals of the members. */
  get members(): number[] {
    return this.peers.filter((peer) => !this.removed.has(peer.id)).map(({ name }) => ordinalOf(name));
  }

  private readonly removed = new Set<number>();

  /** Ordinals with a copy of each shard, in order. */
  placement(collection: string): number[][] {
    const found = [...(this.collections.get(collection)?.shards ?? [])].toSorted(([a], [b]) => a - b);
    return found.map(([, replicas]) =>
      [...replicas.keys()]
        .map((id) => ordinalOf(this.peers.find((peer) => peer.id === id)?.name ?? ""))
        .toSorted((a, b) => a - b),
    );
  }

  /** Copies on each member, by ordinal, all collections together. */
  counts(): number[] {
    const copies = [...this.collections.keys()].flatMap((name) => this.placement(name).flat());
    return this.members.map((ordinal) => copies.filter((holder) => holder === ordinal).length);
  }

  /** A pod is gone. Its copies die with the next write, where another one took it. */
  kill(ordinal: number): void {
    const { id } = this.peerOf(ordinal);
    this.peerOf(ordinal).alive = false;
    for (const { shards } of this.collections.values())
      for (const replicas of shards.values())
        if (
          replicas.get(id) === "Active" &&
          [...replicas.values()].filter((state) => state === "Active").length > 1
        )
          replicas.set(id, "Dead");
  }

  revive(ordinal: number): void {
    const peer = this.peerOf(ordinal);
    peer.alive = true;
    for (const collection of this.collections.values())
      for (const transfer of collection.transfers.filter(({ from }) => from === peer.id))
        this.fail(collection, transfer);
  }

  /**
   * A pod is gone, and comes back with an empty volume as soon as it may: Qdrant refuses a peer whose address is that of
   * a member with shards (its src/tonic/api/raft_api.rs), and Kubernetes then starts the pod again.
   */
  loseVolume(ordinal: number): void {
    this.kill(ordinal);
    this.comesBackEmpty = ordinal;
  }

  private comesBackEmpty: number | undefined;

  private tryToJoin(ordinal: number): void {
    const old = this.peerOf(ordinal);
    if (this.current.includes(old) && this.holdsShards(old.id)) return;
    this.removed.add(old.id);
    this.peers.push({ ...old, id: old.id - 1, alive: true });
    this.comesBackEmpty = undefined;
  }

  /** The next requests like this one go wrong. */
  fault(match: RegExp, fault: Fault, times = 1): void {
    this.faults.push({ match, fault, left: times });
  }

  /** Breaks off every transfer, as an error on the source does. */
  failTransfers(): void {
    for (const collection of this.collections.values())
      for (const transfer of [...collection.transfers]) this.fail(collection, transfer);
  }

  advance(milliseconds: number): void {
    if (this.stalled) return;
    for (let passed = 0; passed < milliseconds; passed += BATCH_MS) this.second();
  }

  private second(): void {
    for (const collection of this.collections.values())
      for (const transfer of [...collection.transfers]) {
        if (!this.isAlive(transfer.from)) continue;
        if (!this.isAlive(transfer.to)) {
          transfer.waitedMs += BATCH_MS;
          if (transfer.waitedMs >= TARGET_TIMEOUT_MS) this.fail(collection, transfer);
          continue;
        }
        transfer.done++;
        if (transfer.done >= (this.args.batches ?? 3)) finish(collection, transfer);
      }
    if (this.comesBackEmpty !== undefined) this.tryToJoin(this.comesBackEmpty);
    this.sinceRecoveryMs += BATCH_MS;
    if (this.sinceRecoveryMs >= RECOVERY_MS) this.recoverDead();
    this.note();
  }

  /** A peer asks for its dead copies again; this, too, is a transfer that keeps its source. */
  private recoverDead(): void {
    this.sinceRecoveryMs = 0;
    for (const collection of this.collections.values())
      for (const [shardId, replicas] of collection.shards)
        for (const [to, state] of replicas) {
          const from = [...replicas].find(([id, own]) => own === "Active" && this.isAlive(id))?.[0];
          if (state !== "Dead" || !this.isAlive(to) || from === undefined) continue;
          this.begin(collection, { shardId, from, to, sync: true });
        }
  }

  private begin(collection: StandInCollection, transfer: Omit<StandInTransfer, "done" | "waitedMs">): void {
    collection.transfers.push({ ...transfer, done: 0, waitedMs: 0 });
    collection.shards.get(transfer.shardId)?.set(transfer.to, "Partial");
    this.note();
  }

  private fail(collection: StandInCollection, transfer: StandInTransfer): void {
    collection.transfers = collection.transfers.filter((other) => other !== transfer);
    const replicas = collection.shards.get(transfer.shardId);
    if (transfer.sync) replicas?.set(transfer.to, "Dead");
    else replicas?.delete(transfer.to);
  }

  private note(): void {
    let transfers = 0;
    for (const [name, collection] of this.collections) {
      transfers += collection.transfers.length;
      for (const [shardId, replicas] of collection.shards) {
        const active = [...replicas.values()].filter((state) => state === "Active").length;
        const key = `${name}/${shardId}`;
        this.fewestActive.set(key, Math.min(active, this.fewestActive.get(key) ?? active));
      }
    }
    this.mostTransfers = Math.max(this.mostTransfers, transfers);
  }

  private isAlive(id: number): boolean {
    return this.peers.find((peer) => peer.id === id)?.alive ?? false;
  }

  private peerOf(ordinal: number): StandInPeer {
    const peer = this.peers.findLast(({ name }) => ordinalOf(name) === ordinal);
    if (peer === undefined) throw new Error(`there is no peer ${ordinal}`);
    return peer;
  }

  private async answer(peer: StandInPeer, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    if (!peer.alive) {
      request.socket.destroy();
      return;
    }
    const line = `${request.method} ${request.url} ${body}`.trim();
    const planned = this.faults.find(({ match, left }) => left > 0 && match.test(line));
    if (planned !== undefined) planned.left--;
    const fault = planned?.fault;
    if (fault === "lost-request") {
      request.socket.destroy();
      return;
    }
    try {
      if (request.headers["api-key"] !== API_KEY) {
        response.writeHead(401, { "content-type": "text/plain" }).end("Invalid API key or JWT");
        return;
      }
      if (typeof fault === "object") throw new ApiError(fault.status, fault.error);
      const result = this.handle(peer, request.method ?? "", new URL(request.url ?? "", "http://peer"), body);
      if (fault === "lost-answer") request.socket.destroy();
      else send(response, 200, { result, status: "ok", time: 0.001 });
    } catch (error) {
      const [status, text] = error instanceof ApiError ? [error.status, error.message] : [500, String(error)];
      send(response, status, { status: { error: text }, time: 0.001 });
    }
  }

  private handle(peer: StandInPeer, method: string, url: URL, body: string): unknown {
    const [first, second, third] = url.pathname.split("/").slice(1).map(decodeURIComponent);
    const path = `${method} /${first}${second === undefined ? "" : "/*"}${third === undefined ? "" : `/${first === "cluster" ? "*" : third}`}`;
    if (method !== "GET") this.changes.push(`${method} ${url.pathname} ${body}`.trim());
    switch (path) {
      case "GET /cluster":
        return this.status(peer);
      case "DELETE /cluster/*/*":
        return this.removePeer(Number(third), url.searchParams.get("force") === "true");
      case "GET /collections":
        return { collections: [...this.collections.keys()].map((name) => ({ name })) };
      case "GET /collections/*":
        return { config: { params: { replication_factor: this.collection(second).replicationFactor } } };
      case "PATCH /collections/*": {
        this.agree();
        const { params } = JSON.parse(body) as { params: { replication_factor: number } };
        this.collection(second).replicationFactor = params.replication_factor;
        return true;
      }
      case "GET /collections/*/cluster":
        return this.clusterInfo(peer, this.collection(second));
      case "POST /collections/*/cluster":
        return this.changeCluster(second ?? "", JSON.parse(body) as Record<string, Record<string, number>>);
      default:
        throw notFound(path);
    }
  }

  private collection(name = ""): StandInCollection {
    const found = this.collections.get(name);
    if (found === undefined) throw notFound(`Collection \`${name}\` doesn't exist!`);
    return found;
  }

  private get current(): StandInPeer[] {
    return this.peers.filter(({ id }) => !this.removed.has(id));
  }

  private status(peer: StandInPeer): unknown {
    const leader = this.current.find(({ alive }) => alive)?.id ?? null;
    const majority = this.current.filter(({ alive }) => alive).length * 2 > this.current.length;
    return {
      status: "enabled",
      peer_id: peer.id,
      peers: Object.fromEntries(this.current.map(({ id, name }) => [String(id), { uri: uriOf(name) }])),
      raft_info: {
        term: 7,
        commit: 42,
        pending_operations: this.pendingOperations,
        // Without a majority Qdrant answers 0, not null (its consensus_manager.rs).
        leader: majority ? leader : 0,
        role: peer.id === leader ? "Leader" : "Follower",
        is_voter: true,
      },
      consensus_thread_status: { consensus_thread_status: "working", last_update: "2026-01-01T00:00:00Z" },
      message_send_failures: {},
    };
  }

  private clusterInfo(peer: StandInPeer, { shards, transfers }: StandInCollection): unknown {
    const copies = [...shards].flatMap(([shard_id, replicas]) =>
      [...replicas].map(([peer_id, state]) => ({ shard_id, peer_id, state })),
    );
    return {
      peer_id: peer.id,
      shard_count: shards.size,
      local_shards: copies
        .filter(({ peer_id }) => peer_id === peer.id)
        .map(({ shard_id, state }) => ({ shard_id, state, points_count: 1000 })),
      remote_shards: copies.filter(({ peer_id }) => peer_id !== peer.id),
      shard_transfers: transfers.map(({ shardId, from, to, sync, done }) => ({
        shard_id: shardId,
        from,
        to,
        sync,
        method: "stream_records",
        comment:
          from === peer.id ? `Transferring records (${done * 100}/300), started 8s ago, ETA: 7s` : null,
      })),
    };
  }

  /** A change needs a majority of the members. */
  private agree(): void {
    if (this.current.filter(({ alive }) => alive).length * 2 <= this.current.length)
      throw new ApiError(
        500,
        "Service internal error: Waiting for consensus operation commit failed. Timeout set at: 30 seconds",
      );
  }

  private changeCluster(name: string, operation: Record<string, Record<string, number>>): boolean {
    const collection = this.collection(name);
    const [[kind, given]] = Object.entries(operation) as [[string, Record<string, number>]];
    const {
      shard_id: shardId = -1,
      from_peer_id: from = -1,
      to_peer_id: to = -1,
      peer_id: peerId = -1,
    } = given;
    const replicas = collection.shards.get(shardId);
    if (replicas === undefined) throw badRequest(`Shard ${shardId} of ${name} does not exist`);
    const involved = kind === "drop_replica" ? [peerId] : [to, from];
    const unknown = involved.find((id) => !this.current.some((peer) => peer.id === id));
    if (unknown !== undefined) throw badRequest(`Peer ${unknown} does not exist`);
    this.agree();
    switch (kind) {
      case "move_shard":
      case "replicate_shard": {
        if (replicas.get(from) !== "Active")
          throw badRequest(`Shard ${shardId} is not active on peer ${from}`);
        const other = collection.transfers.find((transfer) => transfer.shardId === shardId);
        if (other !== undefined)
          throw badRequest(`Shard ${shardId} is already involved in transfer ${other.from} -> ${other.to}`);
        this.begin(collection, { shardId, from, to, sync: kind === "replicate_shard" });
        return true;
      }
      case "abort_transfer": {
        const found = collection.transfers.find(
          (transfer) => transfer.shardId === shardId && transfer.from === from && transfer.to === to,
        );
        if (found === undefined)
          throw notFound(`Shard transfer ${from} -> ${to} for collection ${name}:${shardId} does not exist`);
        this.fail(collection, found);
        return true;
      }
      case "drop_replica": {
        if (!replicas.has(peerId)) throw badRequest(`Peer ${peerId} has no replica of shard ${shardId}`);
        const others = [...replicas].filter(([id, state]) => id !== peerId && state === "Active");
        if (others.length === 0)
          throw badRequest(`Shard ${shardId} must have at least one active replica after removing ${peerId}`);
        collection.transfers = collection.transfers.filter(
          (transfer) => transfer.shardId !== shardId || ![transfer.from, transfer.to].includes(peerId),
        );
        replicas.delete(peerId);
        this.note();
        return true;
      }
      default:
        throw badRequest(`unknown operation ${kind}`);
    }
  }

  private removePeer(id: number, force: boolean): boolean {
    if (!this.current.some((peer) => peer.id === id)) throw badRequest(`Peer ${id} does not exist`);
    if (this.holdsShards(id) && !force)
      throw badRequest(`Cannot remove peer ${id} as there are shards on it`);
    this.agree();
    this.removed.add(id);
    // Transfers with it stay, as nothing in Qdrant's removal ends them.
    for (const { shards } of this.collections.values())
      for (const replicas of shards.values()) replicas.delete(id);
    this.note();
    return true;
  }

  private holdsShards(id: number): boolean {
    return [...this.collections.values()].some(({ shards }) =>
      [...shards.values()].some((replicas) => replicas.has(id)),
    );
  }
}

function finish(collection: StandInCollection, transfer: StandInTransfer): void {
  const replicas = collection.shards.get(transfer.shardId);
  collection.transfers = collection.transfers.filter((other) => other !== transfer);
  replicas?.set(transfer.to, "Active");
  if (!transfer.sync) replicas?.delete(transfer.from);
}

function ordinalOf(name: string): number {
  return Number(name.split("-")[1]);
}

function uriOf(name: string): string {
  return `http://${name}.qdrant-headless:6335/`;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
