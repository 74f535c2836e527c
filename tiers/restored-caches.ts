import type { CacheRestore } from "./restore-cache";

/** One group of the cache that holds sessions: the one it began with, or one that was restored. */
export interface MainCache {
  /** Part of logical and physical names: `main`, or `main-restored-2`. */
  readonly role: string;
  /** Whether the product's addresses lead to it. */
  readonly isServing: boolean;
  /** Whether its protection is lifted. */
  readonly isLeaving: boolean;
  /** Whether it was made from a snapshot, by whatever value. */
  readonly isRestored: boolean;
  /** What it is made from; null where that was decided before. */
  readonly snapshot: string | null;
}

/** Role of a generation: the first has the plain name, and each a resource of its own. */
export const cacheRole = (generation: number): string =>
  generation === 1 ? "main" : `main-restored-${generation}`;

/** The groups for sessions that a stack has: one, or two while one takes the place of the other. */
export function mainCaches(restore: CacheRestore | undefined): readonly [MainCache, ...MainCache[]] {
  if (restore === undefined)
    return [{ role: cacheRole(1), isServing: true, isLeaving: false, isRestored: false, snapshot: null }];
  const { generation, phase, snapshot, retires } = restore;
  const restored: MainCache = {
    role: cacheRole(generation),
    isServing: phase !== "create",
    isLeaving: phase === "create" && retires !== undefined,
    isRestored: true,
    snapshot,
  };
  if (phase === undefined) return [restored];
  const former: MainCache = {
    role: cacheRole(generation - 1),
    isServing: phase === "create",
    isLeaving: phase === "retire",
    isRestored: generation > 2,
    snapshot: null,
  };
  return [former, restored];
}
