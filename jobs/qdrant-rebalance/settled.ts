import type { Clock } from "./clock";
import type { Cluster, Peer } from "./cluster";
import { Unanswered, type QdrantApi } from "./qdrant-api";
import { RefusalError } from "./refusal";

/** What every mode works with. */
export interface RunArgs {
  readonly api: QdrantApi;
  readonly clock: Clock;
  readonly settings: {
    readonly PEERS: number;
    readonly SETTLE_SECONDS: number;
    readonly STALL_SECONDS: number;
    readonly POLL_SECONDS: number;
    readonly PAUSE_SECONDS: number;
    readonly MAX_CONCURRENT_TRANSFERS: number;
    readonly OUTPUT: "text" | "json";
  };
  /** Tells the operator how far the run is. */
  readonly say: (line: string) => void;
}

/** A cluster, and the members of it that need not answer and do not. */
export interface SettledView extends Cluster {
  readonly lost: readonly Peer[];
}

/** The cluster as soon as nothing keeps this program from changing it. */
export class SettledCluster {
  private seen = "";
  private since = 0;

  /**
   * @param peerCount peers that must have joined, from ordinal 0 on
   * @param mayBeLost peers that need neither have joined nor answer
   */
  constructor(
    private readonly args: RunArgs,
    private readonly peerCount: number,
    private readonly mayBeLost: (peer: Pick<Peer, "ordinal">) => boolean = () => false,
  ) {}

  /**
   * Waits while there are problems, as long as they change: Qdrant brings dead copies back by itself, and a peer that
   * restarts is back in minutes.
   * @throws RefusalError with what is in the way, when that stayed the same for `SETTLE_SECONDS`
   */
  async observe(): Promise<SettledView> {
    const { clock, settings, say } = this.args;
    for (;;) {
      const { cluster, problems } = await this.look();
      const text = problems.map((problem) => `\n  - ${problem}`).join("");
      if (text !== this.seen) {
        this.seen = text;
        this.since = clock.now();
        if (text !== "") say(`waiting, at most ${settings.SETTLE_SECONDS} seconds:${text}`);
      }
      if (text === "") return cluster;
      if (clock.now() - this.since >= settings.SETTLE_SECONDS * 1_000)
        throw new RefusalError(
          `The cluster is in no state to be changed:${text}\nMend that and run again; a run goes on from what it finds. Transfers under way go on inside Qdrant.`,
        );
      await clock.sleep(settings.POLL_SECONDS * 1_000);
    }
  }

  private async look(): Promise<{ readonly cluster: SettledView; readonly problems: readonly string[] }> {
    try {
      const { cluster, lost, problems } = await this.args.api.observe();
      const missing = Array.from({ length: this.peerCount }, (_, ordinal) => ordinal)
        .filter(
          (ordinal) =>
            !this.mayBeLost({ ordinal }) && !cluster.peers.some((peer) => peer.ordinal === ordinal),
        )
        .map((ordinal) => `The peer with ordinal ${ordinal} has not joined the cluster.`);
      const serious = problems.filter(({ lost }) => lost === undefined || !this.mayBeLost(lost));
      return {
        cluster: { ...cluster, lost },
        problems: [...missing, ...serious.map(({ text }) => text)],
      };
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      return { cluster: { peers: [], collections: [], lost: [] }, problems: [`${error.message}.`] };
    }
  }
}
