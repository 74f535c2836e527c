import type { TierName } from "../../tiers";

/** How many pods of a set are left, of how many, when the zone goes in which most of them are. */
export interface Left {
  readonly left: number;
  readonly of: number;
}

/** Sets of pods that users feel, as the placement proof names them. */
export const SETS_FELT = ["app/web", "app/worker", "postgres/postgres-rw", "qdrant/qdrant"] as const;
type SetFelt = (typeof SETS_FELT)[number];

const of = (left: number, all: number): Left => ({ left, of: all });

/**
 * The fewest that the real scheduler and Karpenter left in runs of the placement proof, with the autoscalers at their minimum.
 * The proof of all cases fails where a run leaves fewer; nothing promises the figures, as the scheduler only prefers to
 * spread over zones.
 */
export const LEFT_WITHOUT_ZONE: Readonly<Record<TierName, Readonly<Partial<Record<SetFelt, Left>>>>> = {
  "100": { "app/web": of(1, 2), "postgres/postgres-rw": of(1, 2), "qdrant/qdrant": of(0, 1) },
  "500": { "app/web": of(1, 2), "postgres/postgres-rw": of(1, 2), "qdrant/qdrant": of(2, 3) },
  "2k": {
    "app/web": of(1, 3),
    "app/worker": of(1, 2),
    "postgres/postgres-rw": of(1, 2),
    "qdrant/qdrant": of(2, 3),
  },
  "5k": {
    "app/web": of(2, 3),
    "app/worker": of(1, 2),
    "postgres/postgres-rw": of(1, 3),
    "qdrant/qdrant": of(2, 3),
  },
  "10k": {
    "app/web": of(2, 4),
    "app/worker": of(2, 3),
    "postgres/postgres-rw": of(2, 4),
    "qdrant/qdrant": of(4, 6),
  },
  "20k": {
    "app/web": of(4, 6),
    "app/worker": of(2, 4),
    "postgres/postgres-rw": of(2, 5),
    "qdrant/qdrant": of(5, 8),
  },
};
