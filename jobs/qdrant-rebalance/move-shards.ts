import type { Cluster, Transfer } from "./cluster";
import { factorOf, planSteps, type Step, type Wanted } from "./plan";
import { RefusalError } from "./refusal";
import { SettledCluster, type RunArgs } from "./settled";
import { describe } from "./words";

/** How often one step is asked for before a run gives up. */
const ATTEMPTS = 3;
/** A request without an answer may still be agreed on for so long. */
const UNCERTAIN_SECONDS = 30;

export interface MoveShardsArgs extends RunArgs {
  /** Peers that must have joined, from ordinal 0 on. */
  readonly peerCount: number;
  /** What the cluster is to be like. @throws RefusalError when it cannot be that */
  readonly wanted: (cluster: Cluster) => Wanted;
}

/**
 * Takes step after step until nothing is left to do, and returns the cluster as it is then.
 *
 * It remembers nothing between runs. Before each step it reads the cluster and plans anew, so that a run that was
 * stopped, a step that failed and a second run beside it all lead to the same end.
 * @throws RefusalError when the cluster does not settle, or a step does not succeed in three attempts
 */
export async function moveShards(args: MoveShardsArgs): Promise<Cluster> {
  const { api, clock, settings, say } = args;
  const settled = new SettledCluster(args, args.peerCount);
  const watch = new TransferWatch(args);
  const attempts = new Map<string, number>();
  let done = 0;
  for (;;) {
    const cluster = await settled.observe();
    if (await watch.endStalled(cluster)) {
      await clock.sleep(settings.POLL_SECONDS * 1_000);
      continue;
    }
    const wanted = args.wanted(cluster);
    const steps = planSteps(cluster, wanted);
    const underWay = cluster.collections.reduce((sum, { transfers }) => sum + transfers.length, 0);
    if (steps.length === 0 && underWay === 0) return cluster;
    const step = nextStep(steps, cluster, wanted, settings.MAX_CONCURRENT_TRANSFERS - underWay);
    if (step === undefined || (isTransfer(step) && watch.secondsToPause() > 0)) {
      const pause = step === undefined ? settings.POLL_SECONDS : watch.secondsToPause();
      await clock.sleep(pause * 1_000);
      continue;
    }
    const text = describe(step, cluster);
    const attempt = (attempts.get(text) ?? 0) + 1;
    if (attempt > ATTEMPTS)
      throw new RefusalError(
        `${ATTEMPTS} attempts to ${text} did not succeed. The logs of both peers say why; run again when that is mended.`,
      );
    attempts.set(text, attempt);
    say(`${text} (step ${done + 1} of ${done + steps.length})`);
    const answer = await api.request(step);
    if (answer.accepted) {
      done++;
      continue;
    }
    say(`not accepted: ${answer.reason}`);
    await clock.sleep((answer.certain ? settings.POLL_SECONDS : UNCERTAIN_SECONDS) * 1_000);
  }
}

/** The first step that may start now: none for a shard that is on its way, no transfer when enough are under way. */
function nextStep(
  steps: readonly Step[],
  cluster: Cluster,
  wanted: Wanted,
  freeTransfers: number,
): Step | undefined {
  return steps.find((step) => {
    if (step.kind === "set-factor") return true;
    const collection = cluster.collections.find(({ name }) => name === step.collection);
    if (collection?.transfers.some(({ shardId }) => shardId === step.shardId)) return false;
    if (step.kind !== "drop") return freeTransfers > 0;
    const copies = [...(collection?.shards.get(step.shardId)?.values() ?? [])];
    return (
      collection !== undefined &&
      copies.filter((state) => state === "Active").length > factorOf(collection, wanted)
    );
  });
}

function isTransfer({ kind }: Step): boolean {
  return kind === "move" || kind === "replicate";
}

/** Sees transfers end, and ends those that no longer get on. */
class TransferWatch {
  private known = new Map<string, { progress: string; since: number }>();
  private lastEnd = Number.NEGATIVE_INFINITY;

  constructor(private readonly args: RunArgs) {}

  /** Seconds until the pause after the last transfer is over. */
  secondsToPause(): number {
    const { clock, settings } = this.args;
    return Math.max(0, settings.PAUSE_SECONDS - (clock.now() - this.lastEnd) / 1_000);
  }

  /** Whether it ended one. */
  async endStalled(cluster: Cluster): Promise<boolean> {
    const { clock, settings } = this.args;
    const now = clock.now();
    const before = this.known;
    let ended = false;
    this.known = new Map();
    for (const { name, transfers } of cluster.collections)
      for (const transfer of transfers) {
        const key = `${name}/${transfer.shardId} ${transfer.from} ${transfer.to}`;
        const earlier = before.get(key);
        const stands = earlier?.progress === transfer.progress ? earlier : undefined;
        const stalled = stands !== undefined && now - stands.since >= settings.STALL_SECONDS * 1_000;
        this.known.set(key, stalled || !stands ? { progress: transfer.progress, since: now } : stands);
        if (!stalled) continue;
        await this.abort(cluster, name, transfer);
        ended = true;
      }
    if ([...before.keys()].some((key) => !this.known.has(key))) this.lastEnd = now;
    return ended;
  }

  private async abort(cluster: Cluster, collection: string, transfer: Transfer): Promise<void> {
    const { api, settings, say } = this.args;
    const kind = transfer.keepsSource ? "replicate" : "move";
    const text = describe({ kind, collection, ...transfer }, cluster);
    say(`no progress for ${settings.STALL_SECONDS} seconds, so it is ended and done again: ${text}`);
    const answer = await api.abort(collection, transfer);
    if (!answer.accepted) say(`not accepted: ${answer.reason}`);
  }
}
