import { QdrantClient } from "@qdrant/js-client-rest";
import type { Clock } from "../qdrant-rebalance/clock";
import { RefusalError } from "../qdrant-rebalance/refusal";
import { statusOf } from "../shared/http-status";

/** A peer, and how it is asked. */
export interface Peer {
  /** The pod, such as `qdrant-0`. */
  readonly name: string;
  readonly client: QdrantClient;
}

/** A copy of a shard, as the peer that has it sees it. */
export interface LocalShard {
  /** In Qdrant's words; `Active` answers reads. */
  readonly state: string;
  /** About. */
  readonly points: number;
}

export type AliasAction =
  | { readonly create_alias: { readonly alias_name: string; readonly collection_name: string } }
  | { readonly delete_alias: { readonly alias_name: string } };

/** What became of a recovery that was asked for. */
export type Recovery = "done" | "unanswered" | { readonly refused: string };

export interface QdrantArgs {
  /** HTTP address of one peer. */
  readonly url: string;
  readonly apiKey: string;
  readonly clock: Clock;
  /** HTTP address of a peer, from the address that it has in the cluster. Default: the same host, port of `url`. */
  readonly urlOfPeer?: (uri: string) => string;
}

/** Below the 5 minutes after which Node's fetch gives up; Qdrant carries a recovery on whether somebody waits or not. */
const REQUEST_TIMEOUT_MS = 240_000;
const READ_ATTEMPTS = 5;
const FIRST_RETRY_MS = 1_000;

/** The part of Qdrant's API that brings collections back. Requests that read are tried again; others never are. */
export class Qdrant {
  private readonly main: QdrantClient;

  constructor(private readonly args: QdrantArgs) {
    this.main = this.clientOf(args.url);
  }

  /**
   * All peers, in order of their ordinals.
   * @throws RefusalError when there are not so many
   */
  async peers(count: number): Promise<Peer[]> {
    const { result } = (await this.read(() => this.main.api().clusterStatus({}), "GET /cluster")).data;
    const uris =
      result?.status === "enabled" ? Object.values(result.peers).map((peer) => peer?.uri ?? "") : [];
    const peers = uris
      .map((uri) => ({ name: new URL(uri).hostname.split(".")[0] ?? "", uri }))
      .toSorted((a, b) => ordinalOf(a.name) - ordinalOf(b.name));
    if (peers.length !== count)
      throw new RefusalError(
        `The cluster has ${peers.length} peers (${peers.map(({ name }) => name).join(", ")}), and PEERS is ${count}. Wait until all have joined, or end the step that is under way first.`,
      );
    return peers.map(({ name, uri }) => ({ name, client: this.clientOf(this.urlOf(uri)) }));
  }

  async collections(): Promise<string[]> {
    const { collections } = await this.read(() => this.main.getCollections(), "GET /collections");
    return collections.map(({ name }) => name).toSorted();
  }

  /** Collections by the aliases that lead to them. */
  async aliases(): Promise<Map<string, string>> {
    const { aliases } = await this.read(() => this.main.getAliases(), "GET /aliases");
    return new Map(aliases.map(({ alias_name, collection_name }) => [alias_name, collection_name]));
  }

  /** The shards that a peer has of a collection, by their numbers; undefined where there is no such collection. */
  async shardsOf({ name, client }: Peer, collection: string): Promise<Map<number, LocalShard> | undefined> {
    try {
      const { local_shards } = await this.read(() => client.collectionClusterInfo(collection), name);
      return new Map(
        local_shards.map(({ shard_id, state, points_count }) => [shard_id, { state, points: points_count }]),
      );
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  /** Has a peer download a snapshot and put the shards of it in place that are its own; makes the collection if need be. */
  async recover({ client }: Peer, collection: string, location: string, sha256: string): Promise<Recovery> {
    try {
      await client.recoverSnapshot(collection, {
        location,
        priority: "snapshot",
        ...(sha256 === "" ? {} : { checksum: sha256 }),
      });
      return "done";
    } catch (error) {
      const status = statusOf(error);
      return status === 0 || status >= 500 ? "unanswered" : { refused: reasonOf(error) };
    }
  }

  async count(collection: string): Promise<number> {
    const counted = () => this.main.count(collection, { exact: true });
    return (await this.read(counted, `count of ${collection}`)).count;
  }

  /** Points taken at random, with their vectors. */
  async sample(collection: string, limit: number) {
    const asked = () =>
      this.main.query(collection, {
        query: { sample: "random" },
        limit,
        with_vector: true,
        with_payload: false,
      });
    return (await this.read(asked, `sample of ${collection}`)).points;
  }

  /** Ids of the points nearest to a vector, as the product searches for them. */
  async nearest(collection: string, vector: Vector, name: string | undefined, limit: number) {
    const asked = () =>
      this.main.query(collection, {
        query: vector,
        limit,
        with_payload: false,
        ...(name === undefined ? {} : { using: name }),
      });
    const { points } = await this.read(asked, `search in ${collection}`);
    return points.map(({ id }) => id);
  }

  /** All at once, or none. */
  async changeAliases(actions: readonly AliasAction[]): Promise<void> {
    if (actions.length > 0) await this.main.updateCollectionAliases({ actions: [...actions] });
  }

  async deleteCollection(collection: string): Promise<void> {
    await this.main.deleteCollection(collection);
  }

  private urlOf(uri: string): string {
    if (this.args.urlOfPeer !== undefined) return this.args.urlOfPeer(uri);
    const url = new URL(uri);
    url.port = new URL(this.args.url).port;
    return url.origin;
  }

  private clientOf(url: string): QdrantClient {
    return new QdrantClient({
      url,
      // As a header: given as a key, the client warns at each start that the cluster's own network is not TLS.
      headers: { "api-key": this.args.apiKey },
      timeout: REQUEST_TIMEOUT_MS,
      checkCompatibility: false,
    });
  }

  private async read<Answer>(request: () => Promise<Answer>, what: string): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await request();
      } catch (error) {
        const status = statusOf(error);
        if (status === 401 || status === 403)
          throw new RefusalError(
            `Qdrant refused the API key (HTTP ${status}). QDRANT_API_KEY must be the one of the cluster.`,
          );
        if (status >= 400 && status < 500 && status !== 429) throw error;
        if (attempt === READ_ATTEMPTS)
          throw new RefusalError(`${what} was not answered in ${READ_ATTEMPTS} attempts: ${reasonOf(error)}`);
        await this.args.clock.sleep(FIRST_RETRY_MS * 2 ** (attempt - 1));
      }
    }
  }
}

export type Vector = Extract<NonNullable<Parameters<QdrantClient["query"]>[1]["query"]>, readonly number[]>;

const ordinalOf = (name: string): number => Number(/-(\d+)$/.exec(name)?.[1] ?? -1);

/** Qdrant's own words, `{"status": {"error": "…"}}`, or those of the network. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const data = "data" in error ? (error.data as { status?: { error?: unknown } } | undefined) : undefined;
  const own = data?.status?.error;
  return typeof own === "string" ? own : error.message;
}
