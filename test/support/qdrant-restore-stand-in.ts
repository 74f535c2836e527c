import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const API_KEY = "k3y-of-the-test";
export const RUN = "2026-11-29T02-30-07Z";
const SHA256 = "b".repeat(64);

interface Copy {
  state: string;
  readonly points: Set<number>;
}

interface Collection {
  readonly replicationFactor: number;
  /** Copies by shard and peer. */
  readonly shards: Map<number, Map<number, Copy>>;
}

interface SavedFile {
  readonly collection: string;
  readonly replicationFactor: number;
  readonly shardCount: number;
  readonly shards: ReadonlyMap<number, ReadonlySet<number>>;
}

/** What becomes of a recovery instead of the usual. */
export type RecoveryFault =
  | "usual"
  /** Nothing happens, and nobody answers. */
  | "lost-request"
  /** It is carried out, and nobody answers. */
  | "lost-answer"
  /** The peer restarts in the middle: half of its shards are in place, the others in a state that only a recovery ends. */
  | "cut-off"
  | { readonly status: number; readonly error: string };

class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** A point's vector; no two are alike. */
const vectorOf = (id: number): number[] => [Math.cos(id), Math.sin(id), id / 1_000];

/**
 * Qdrant 1.17 and its snapshots as far as a restore uses them: a recovery takes from a snapshot the shards that its peer
 * holds, leaves the others as they were and makes other active copies of what it took dead, which Qdrant fills by itself
 * (qdrant/qdrant: lib/storage/src/content_manager/snapshots/recover.rs, v1.17.1). The bucket is beside it.
 */
export class QdrantStandIn {
  readonly collections = new Map<string, Collection>();
  readonly aliases = new Map<string, string>();
  /** Objects of the bucket, by their keys below the prefix. */
  readonly objects = new Map<string, string>();
  private readonly files = new Map<string, SavedFile>();
  /** Requests that change something, such as `PUT qdrant-0 /collections/a/snapshots/recover`. */
  readonly changes: string[] = [];
  readonly faults: RecoveryFault[] = [];
  /** Ids that no search finds. */
  readonly unfindable = new Set<number>();
  private servers: Server[] = [];
  private ports: number[] = [];
  private bucketPort = 0;

  static async start(peers: number): Promise<QdrantStandIn> {
    const standIn = new QdrantStandIn();
    for (let peer = 0; peer < peers; peer++)
      standIn.ports.push(
        await standIn.listen((request, response) => standIn.answer(peer, request, response)),
      );
    standIn.bucketPort = await standIn.listen((request, response) => standIn.answerOfS3(request, response));
    return standIn;
  }

  private async listen(
    answer: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
  ): Promise<number> {
    const server = createServer((request, response) => void answer(request, response));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    this.servers.push(server);
    return (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
    await Promise.all(this.servers.map((server) => once(server, "close")));
  }

  get url(): string {
    return `http://127.0.0.1:${this.ports[0]}`;
  }

  get bucketUrl(): string {
    return `http://127.0.0.1:${this.bucketPort}/snapshots`;
  }

  readonly urlOfPeer = (uri: string): string =>
    `http://127.0.0.1:${this.ports[Number(/qdrant-(\d+)/.exec(uri)?.[1])]}`;

  private get peerCount(): number {
    return this.ports.length;
  }

  /** Empty, its shards spread over the peers; Qdrant chooses by itself where they lie. */
  create(name: string, shardCount: number, replicationFactor: number, shift = 0): void {
    const copies = Math.min(replicationFactor, this.peerCount);
    const shards = new Map(
      Array.from({ length: shardCount }, (_, shard) => [
        shard,
        new Map(
          Array.from({ length: copies }, (_, copy) => [
            (shard * 2 + copy + shift) % this.peerCount,
            { state: "Active", points: new Set<number>() } satisfies Copy,
          ]),
        ),
      ]),
    );
    this.collections.set(name, { replicationFactor, shards });
  }

  write(name: string, ids: readonly number[]): void {
    const { shards } = this.collection(this.aliases.get(name) ?? name);
    for (const id of ids)
      for (const { points } of shards.get(id % shards.size)?.values() ?? []) points.add(id);
  }

  /** Ids of all points that are served, in order. */
  ids(name: string): number[] {
    const { shards } = this.collection(this.aliases.get(name) ?? name);
    const served = [...shards.values()].flatMap((copies) => {
      const active = [...copies.values()].find(({ state }) => state === "Active");
      return [...(active?.points ?? [])];
    });
    return served.toSorted((a, b) => a - b);
  }

  /** Whether every copy is active and has what the others of its shard have. */
  isConsistent(name: string): boolean {
    return [...this.collection(name).shards.values()].every((copies) => {
      const texts = [...copies.values()].map(({ points }) => [...points].sort().join());
      return new Set(texts).size === 1 && [...copies.values()].every(({ state }) => state === "Active");
    });
  }

  /** As the snapshot job does: a snapshot of each collection from each peer, and what says that all of it is there. */
  save(run = RUN): void {
    const snapshots = [...this.collections].flatMap(([collection, { shards, replicationFactor }]) =>
      Array.from({ length: this.peerCount }, (_, peer) => {
        const own = [...shards].flatMap(([shard, copies]) => {
          const points = copies.get(peer)?.points;
          return points === undefined ? [] : [[shard, new Set(points)] as const];
        });
        const key = `qdrant-${peer}/${encodeURIComponent(collection)}/${encodeURIComponent(collection)}-1.snapshot`;
        this.files.set(`${run}/${key}`, {
          collection,
          replicationFactor,
          shardCount: shards.size,
          shards: new Map(own),
        });
        const points = this.ids(collection).length;
        return {
          key,
          collection,
          sizeBytes: 1_000_000,
          sha256: SHA256,
          points: [points, points],
          shards: own.map(([shard, ids]) => [shard, ids.size]),
        };
      }),
    );
    this.objects.set(`${run}/complete.json`, JSON.stringify({ time: run, snapshots }));
    const aliases = [...this.aliases].map(([alias_name, collection_name]) => ({
      alias_name,
      collection_name,
    }));
    this.objects.set(`${run}/aliases.json`, JSON.stringify({ result: { aliases } }));
  }

  /** The same bucket beside another cluster. */
  takeBucketOf(other: QdrantStandIn): void {
    for (const [key, text] of other.objects) this.objects.set(key, text);
    for (const [key, file] of other.files) this.files.set(key, file);
  }

  private collection(name = ""): Collection {
    const found = this.collections.get(this.aliases.get(name) ?? name);
    if (found === undefined) throw new ApiError(404, `Not found: Collection \`${name}\` doesn't exist!`);
    return found;
  }

  /** Dead copies are filled from one that is active, as soon as there is one. */
  private transfer(): void {
    for (const { shards } of this.collections.values())
      for (const copies of shards.values()) {
        const source = [...copies.values()].find(({ state }) => state === "Active");
        if (source === undefined) continue;
        for (const copy of copies.values())
          if (copy.state === "Dead") {
            copy.points.clear();
            for (const id of source.points) copy.points.add(id);
            copy.state = "Active";
          }
      }
  }

  private recover(peer: number, name: string, location: string, fault: RecoveryFault | undefined): void {
    const url = new URL(location);
    if (url.searchParams.get("X-Amz-Signature") === null || url.searchParams.get("X-Amz-Expires") !== "3600")
      throw new ApiError(400, "Bad request: 403 Forbidden");
    const file = this.files.get(decodeURIComponent(url.pathname).replace("/snapshots/", ""));
    if (file === undefined) throw new ApiError(400, "Bad request: 404 Not Found");
    if (!this.collections.has(name)) this.create(name, file.shardCount, file.replicationFactor, 1);
    let taken = 0;
    for (const [shard, copies] of this.collection(name).shards) {
      const own = copies.get(peer);
      const points = file.shards.get(shard);
      if (own === undefined || points === undefined) continue;
      if (fault === "cut-off" && taken++ % 2 === 1) {
        own.state = "ManualRecovery";
        continue;
      }
      own.points.clear();
      for (const id of points) own.points.add(id);
      for (const [other, copy] of copies) if (other !== peer && copy.state === "Active") copy.state = "Dead";
      own.state = "Active";
    }
  }

  private async answer(peer: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const url = new URL(request.url ?? "", "http://peer");
    const isRecovery = url.pathname.endsWith("/snapshots/recover");
    const fault = isRecovery ? this.faults.shift() : undefined;
    if (fault === "lost-request") return void request.socket.destroy();
    try {
      if (request.headers["api-key"] !== API_KEY)
        return void response.writeHead(401, { "content-type": "text/plain" }).end("Invalid API key or JWT");
      if (typeof fault === "object") throw new ApiError(fault.status, fault.error);
      const result = this.handle(peer, request.method ?? "", url, body, fault);
      if (fault === "lost-answer" || fault === "cut-off") return void request.socket.destroy();
      send(response, 200, { result, status: "ok", time: 0.001 });
    } catch (error) {
      const [status, text] = error instanceof ApiError ? [error.status, error.message] : [500, String(error)];
      send(response, status, { status: { error: text }, time: 0.001 });
    }
  }

  private handle(
    peer: number,
    method: string,
    { pathname }: URL,
    body: string,
    fault: RecoveryFault | undefined,
  ): unknown {
    const [first, second = "", ...rest] = pathname.split("/").slice(1).map(decodeURIComponent);
    const given = (body === "" ? {} : JSON.parse(body)) as Record<string, unknown>;
    const reads = method === "GET" || rest[0] === "points";
    if (!reads) this.changes.push(`${method} qdrant-${peer} ${pathname}`);
    switch ([method, first, ...(second === "" ? [] : ["*"]), ...rest].join(" ")) {
      case "GET cluster":
        return {
          status: "enabled",
          peers: Object.fromEntries(
            this.ports.map((_, each) => [
              String(each + 1),
              { uri: `http://qdrant-${each}.qdrant-headless:6335/` },
            ]),
          ),
        };
      case "GET collections":
        return { collections: [...this.collections.keys()].map((name) => ({ name })) };
      case "GET aliases":
        return {
          aliases: [...this.aliases].map(([alias_name, collection_name]) => ({
            alias_name,
            collection_name,
          })),
        };
      case "POST collections *":
        return this.changeAliases(given["actions"] as Record<string, Record<string, string>>[]);
      case "DELETE collections *": {
        this.collections.delete(second);
        for (const [alias, target] of this.aliases) if (target === second) this.aliases.delete(alias);
        return true;
      }
      case "GET collections * cluster": {
        this.transfer();
        const { shards } = this.collection(second);
        const local = [...shards].flatMap(([shard_id, copies]) => {
          const own = copies.get(peer);
          return own === undefined ? [] : [{ shard_id, points_count: own.points.size, state: own.state }];
        });
        return { peer_id: peer + 1, local_shards: local, remote_shards: [], shard_transfers: [] };
      }
      case "PUT collections * snapshots recover":
        this.recover(peer, second, String(given["location"]), fault);
        return true;
      case "POST collections * points count":
        return { count: this.ids(second).length };
      case "POST collections * points query":
        return { points: this.query(second, given) };
      default:
        throw new ApiError(404, `Not found: ${method} ${pathname}`);
    }
  }

  private query(name: string, given: Readonly<Record<string, unknown>>): unknown[] {
    const ids = this.ids(name);
    const limit = Number(given["limit"]);
    const { query } = given;
    if (!Array.isArray(query)) return ids.slice(-limit).map((id) => ({ id, vector: vectorOf(id), score: 0 }));
    const distance = (id: number): number =>
      vectorOf(id).reduce((sum, value, index) => sum + (value - Number(query[index])) ** 2, 0);
    return ids
      .filter((id) => !this.unfindable.has(id))
      .toSorted((a, b) => distance(a) - distance(b))
      .slice(0, limit)
      .map((id) => ({ id, score: 1 }));
  }

  private changeAliases(actions: readonly Record<string, Record<string, string>>[]): boolean {
    const after = new Map(this.aliases);
    for (const { create_alias: create, delete_alias: remove } of actions) {
      if (remove !== undefined) after.delete(remove["alias_name"] ?? "");
      if (create === undefined) continue;
      const { alias_name: alias = "", collection_name: target = "" } = create;
      if (this.collections.has(alias))
        throw new ApiError(409, `Wrong input: Collection with name ${alias} already exists`);
      if (!this.collections.has(target)) throw new ApiError(404, `Not found: Collection ${target}`);
      after.set(alias, target);
    }
    this.aliases.clear();
    for (const [alias, target] of after) this.aliases.set(alias, target);
    return true;
  }

  /** S3 says 404 only to whoever may list, and reads nothing that is not signed. */
  private answerOfS3(request: IncomingMessage, response: ServerResponse): void {
    const key = decodeURIComponent(request.url ?? "").replace("/snapshots/", "");
    const isSigned = /^AWS4-HMAC-SHA256 Credential=test\/\d+\/eu-central-1\/s3\/aws4_request/.test(
      request.headers.authorization ?? "",
    );
    const text = this.objects.get(key);
    if (!isSigned) response.writeHead(403).end("AccessDenied");
    else if (text === undefined) response.writeHead(404).end("NoSuchKey");
    else response.writeHead(200).end(text);
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
