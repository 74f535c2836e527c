import type { TierSpec } from "./schema";

/**
 * Parts of a tier step that each need an `up` of their own, in order: what has to happen before the sizes change,
 * the sizes themselves, and what has to wait until they are there.
 */
export const PHASE_NAMES = ["prepare", "move", "finish"] as const;
export type PhaseName = (typeof PHASE_NAMES)[number];

/** One `up` of a tier step. */
export interface TierPhase {
  readonly name: PhaseName;
  /** What the stack is after it. */
  readonly spec: TierSpec;
}

type Numbers = Partial<Pick<TierSpec["postgres"], "maxConnections" | "servingReplicas">>;
type Shards = Partial<Pick<TierSpec["valkey"], "mainShardCount" | "embeddingsShardCount">>;

/** Fields of one tier that hold earlier, or longer, than the others. */
interface Apart {
  readonly postgres: Numbers;
  readonly valkey: Shards & Partial<Pick<TierSpec["valkey"], "multiAz">>;
}

const isBelow = (low: number | null, high: number | null): boolean =>
  low !== null && high !== null && low < high;

/**
 * Fields that are lower in one tier than in the other: they go down before everything else and up after it.
 *
 * A standby with fewer `max_connections` than its primary stops, and many connections need the larger class
 * (https://www.postgresql.org/docs/current/hot-standby.html). Readers leave a replica before it goes, and come to a
 * new one when it has caught up. Slots of Valkey are moved on the larger nodes
 * (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/scaling-redis-cluster-mode-enabled.html).
 */
function lowerIn({ postgres, valkey }: TierSpec, other: TierSpec): Apart {
  const { maxConnections, servingReplicas } = postgres;
  const { mainShardCount, embeddingsShardCount } = valkey;
  const hasOtherNodes = {
    main: valkey.mainNodeType !== other.valkey.mainNodeType,
    embeddings: valkey.embeddingsNodeType !== other.valkey.embeddingsNodeType,
  };
  return {
    postgres: {
      ...(isBelow(maxConnections, other.postgres.maxConnections) ? { maxConnections } : {}),
      ...(isBelow(servingReplicas, other.postgres.servingReplicas) ? { servingReplicas } : {}),
    },
    valkey: {
      ...(hasOtherNodes.main && isBelow(mainShardCount, other.valkey.mainShardCount)
        ? { mainShardCount }
        : {}),
      ...(hasOtherNodes.embeddings && isBelow(embeddingsShardCount, other.valkey.embeddingsShardCount)
        ? { embeddingsShardCount }
        : {}),
    },
  };
}

/** What is already as in `to` while the rest is as in `from`. Multi-AZ ends while there is a replica to end it for. */
function ahead(from: TierSpec, to: TierSpec): Apart {
  const { postgres, valkey } = lowerIn(to, from);
  return {
    postgres,
    valkey: { ...valkey, ...(from.valkey.multiAz && !to.valkey.multiAz ? { multiAz: false } : {}) },
  };
}

const withFields = (spec: TierSpec, { postgres, valkey }: Apart): TierSpec => ({
  ...spec,
  postgres: { ...spec.postgres, ...postgres },
  valkey: { ...spec.valkey, ...valkey },
});

const isNothing = ({ postgres, valkey }: Apart): boolean =>
  Object.keys(postgres).length + Object.keys(valkey).length === 0;

/** The phases of the step from one tier to another, one to three; the last one ends at `to`. */
export function tierPhases(from: TierSpec, to: TierSpec): readonly [TierPhase, ...TierPhase[]] {
  const first = ahead(from, to);
  const last = lowerIn(from, to);
  const move: TierPhase = { name: "move", spec: withFields(to, last) };
  const after: readonly TierPhase[] = isNothing(last) ? [] : [{ name: "finish", spec: to }];
  return isNothing(first)
    ? [move, ...after]
    : [{ name: "prepare", spec: withFields(from, first) }, move, ...after];
}
