import { Stopped, type Clock } from "../qdrant-rebalance/clock";
import { RefusalError } from "../qdrant-rebalance/refusal";
import type { Credentials } from "../shared/pod-identity";
import { SettingsError } from "../shared/settings-shape";
import { aliasesBack, aliasesToUse, formerOf, toDelete, verifiedMark, type AliasState } from "./aliases";
import { Qdrant, type QdrantArgs } from "./qdrant";
import { recoverCollection } from "./recover";
import { restoredName } from "./restored-names";
import { roomProblem } from "./room";
import { savedRun, type SavedRun, type SavedSnapshot } from "./saved-run";
import { readSettings, type Settings } from "./settings";
import { SnapshotStore } from "./snapshot-store";
import { verifyCollection } from "./verify";

export interface ProgramArgs {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly credentials: () => Promise<Credentials>;
  /** Takes the result. */
  readonly write: (line: string) => void;
  /** Takes everything else. */
  readonly say: (line: string) => void;
  /** @see QdrantArgs.urlOfPeer */
  readonly urlOfPeer?: QdrantArgs["urlOfPeer"];
}

/** Exit codes of the program. The Job is not started again after 2 and 3, which a second try would not mend. */
export const EXIT = { done: 0, defect: 1, settings: 2, refused: 3, stopped: 143 } as const;

/**
 * Runs the program once.
 * @returns its exit code: 0 when nothing is left to do, 2 for wrong settings, 3 when the backup or the cluster is in no state
 *   for what was asked, 143 when it was told to stop, 1 for a defect
 */
export async function run(args: ProgramArgs): Promise<number> {
  try {
    const settings = readSettings(args.environment);
    for (const line of await new Restore(settings, args).carryOut()) args.write(line);
    return EXIT.done;
  } catch (error) {
    if (error instanceof SettingsError) args.say(`wrong settings:\n${error.message}`);
    else if (error instanceof RefusalError) args.say(`refused: ${error.message}`);
    else if (error instanceof Stopped)
      args.say("stopped: a recovery under way goes on inside Qdrant; run again to go on from there");
    else args.say(`defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    if (error instanceof SettingsError) return EXIT.settings;
    if (error instanceof RefusalError) return EXIT.refused;
    return error instanceof Stopped ? EXIT.stopped : EXIT.defect;
  }
}

/** One restore, at the phase that is asked for. */
class Restore {
  private readonly qdrant: Qdrant;
  private readonly store: SnapshotStore;

  constructor(
    private readonly settings: Settings,
    private readonly args: ProgramArgs,
  ) {
    const { clock, credentials, urlOfPeer } = args;
    this.qdrant = new Qdrant({
      url: settings.QDRANT_URL,
      apiKey: settings.QDRANT_API_KEY,
      clock,
      ...(urlOfPeer === undefined ? {} : { urlOfPeer }),
    });
    this.store = new SnapshotStore({ url: settings.SNAPSHOT_URL, region: settings.AWS_REGION, credentials });
  }

  async carryOut(): Promise<string[]> {
    const { MODE, RUN, COLLECTIONS, RETIRES } = this.settings;
    const saved = await savedRun(this.store, RUN, COLLECTIONS);
    switch (MODE) {
      case "create":
        await this.leadBack(saved);
        return RETIRES.length > 0 ? this.giveUp(saved) : this.restore(saved);
      case "use":
        return [...(await this.restore(saved)), ...(await this.leadTo(saved))];
      case "retire":
        return this.retire(saved);
    }
  }

  /** Restored collections, each with the snapshots that it is made from. */
  private restoredOf({ snapshots }: SavedRun): Map<string, SavedSnapshot[]> {
    const found = new Map<string, SavedSnapshot[]>();
    for (const snapshot of snapshots) {
      const name = restoredName(snapshot.collection, this.settings.GENERATION);
      found.set(name, [...(found.get(name) ?? []), snapshot]);
    }
    return found;
  }

  private async state(): Promise<AliasState> {
    return { collections: await this.qdrant.collections(), aliases: await this.qdrant.aliases() };
  }

  private async restore(saved: SavedRun): Promise<string[]> {
    const { settings, qdrant, store, args } = this;
    const { clock, say } = args;
    const peers = await qdrant.peers(settings.PEERS);
    const restored = this.restoredOf(saved);
    const { collections: there, aliases } = await this.state();
    const missing = [...restored]
      .filter(([name]) => !there.includes(name))
      .flatMap(([, snapshots]) => snapshots);
    const all = settings.COLLECTIONS.length === 0 ? saved : await savedRun(store, settings.RUN, []);
    const problem = roomProblem(all.snapshots, missing, {
      peers: settings.PEERS,
      volumeGiB: settings.VOLUME_GIB,
    });
    if (problem !== undefined) throw new RefusalError(problem);
    const [pollSeconds, stallSeconds] = [settings.POLL_SECONDS, settings.STALL_SECONDS];
    const shared = { qdrant, store, clock, run: settings.RUN, peers, pollSeconds, stallSeconds, say };
    const lines: string[] = [];
    for (const [name, snapshots] of restored) {
      if (aliases.has(verifiedMark(name))) {
        lines.push(`restored: ${name}: before, and left as it is`);
        continue;
      }
      await recoverCollection(shared, name, snapshots);
      const found = await verifyCollection(qdrant, name, snapshots);
      await qdrant.changeAliases([
        { create_alias: { alias_name: verifiedMark(name), collection_name: name } },
      ]);
      lines.push(`restored: ${name}: ${found}`);
    }
    return lines;
  }

  private async leadTo(saved: SavedRun): Promise<string[]> {
    const state = await this.state();
    const names = [...this.restoredOf(saved).keys()];
    // All of them in one request: searches never see one of the old and one of the new.
    await this.qdrant.changeAliases(names.flatMap((name) => aliasesToUse(state, saved.aliases, name)));
    const { aliases } = await this.state();
    return [...aliases]
      .filter(([alias, collection]) => names.includes(collection) && alias !== verifiedMark(collection))
      .map(([alias, collection]) => `serving: ${alias} leads to ${collection}`);
  }

  private async leadBack(saved: SavedRun): Promise<void> {
    const state = await this.state();
    const actions = [...this.restoredOf(saved).keys()].flatMap((name) => aliasesBack(state, name));
    await this.qdrant.changeAliases(actions);
    if (actions.length > 0) this.args.say("aliases lead to what served before");
  }

  private async giveUp(saved: SavedRun): Promise<string[]> {
    const restored = [...this.restoredOf(saved).keys()];
    const { RETIRES } = this.settings;
    const state = await this.state();
    const kept = restored.filter((name) => state.collections.includes(name) && !RETIRES.includes(name));
    if (kept.length > 0)
      throw new RefusalError(
        `RETIRES leaves ${kept.join(", ")} behind. Name all that were restored: ${JSON.stringify(restored)}.`,
      );
    return this.delete(toDelete(state, RETIRES, restored));
  }

  private async retire(saved: SavedRun): Promise<string[]> {
    const state = await this.state();
    const restored = [...this.restoredOf(saved).keys()];
    const lost = restored.filter((name) => !state.collections.includes(name));
    if (lost.length > 0)
      throw new RefusalError(
        `${lost.join(", ")} is not there: what served before stays. Go back to phase use, which restores it.`,
      );
    const former = restored.flatMap((name) => formerOf(state, name));
    return this.delete(toDelete(state, this.settings.RETIRES, former));
  }

  private async delete(names: readonly string[]): Promise<string[]> {
    for (const name of names) await this.qdrant.deleteCollection(name);
    return names.length === 0 ? ["deleted: nothing was left"] : names.map((name) => `deleted: ${name}`);
  }
}
