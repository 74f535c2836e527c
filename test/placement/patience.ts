import type { Sight } from "./sight";

/** Nothing at all changes for so long: nothing comes any more, however slow the machine is. */
const QUIET_MS = 300_000;
/** Karpenter's figures are asked for no more often. */
const FIGURES_MS = 2000;

export interface Bounds {
  /** Nodes that Karpenter has started since it runs, by pool. */
  readonly starts: () => Promise<ReadonlyMap<string, number>>;
  /** The most that each pool may have started since the beginning. */
  readonly mostStarts: (pool: string) => number;
}

/**
 * Waits as long as there is progress. What never ends is told apart by how many nodes are started, not by the clock: a
 * busy machine takes longer, and starts no more of them.
 */
export class Patience {
  private versions = "";
  private since = Date.now();
  private asked = 0;
  private looks = 0;
  private atBeginning: ReadonlyMap<string, number> | undefined;

  constructor(
    private readonly sight: Sight,
    private readonly bounds: Bounds,
  ) {}

  /** Why there is nothing to wait for any more; undefined while there is. */
  async isOver(): Promise<string | undefined> {
    if (this.looks === this.sight.looks) return undefined;
    this.looks = this.sight.looks;
    const { versions } = this.sight;
    if (versions === this.versions) {
      const quietMs = Date.now() - this.since;
      return quietMs > QUIET_MS ? `nothing has changed for ${Math.round(quietMs / 1000)} s` : undefined;
    }
    this.versions = versions;
    this.since = Date.now();
    return await this.startsWithoutEnd();
  }

  private async startsWithoutEnd(): Promise<string | undefined> {
    if (Date.now() - this.asked < FIGURES_MS) return undefined;
    this.asked = Date.now();
    const starts = await this.bounds.starts();
    const before = (this.atBeginning ??= starts);
    for (const [pool, count] of starts) {
      const own = count - (before.get(pool) ?? 0);
      const most = this.bounds.mostStarts(pool);
      if (own > most) return `${pool} has started ${own} nodes, where ${most} are more than enough`;
    }
    return undefined;
  }
}
