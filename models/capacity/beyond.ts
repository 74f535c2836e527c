import {
  asOverrides,
  InputError,
  overrideTier,
  tierNamed,
  type FieldSetting,
  type TierSpec,
} from "../../tiers";
import { capacityOf, type PartCapacity } from "./capacity";
import type { CapacityCoefficients } from "./coefficients";
import type { Interval } from "./interval";

/** The last tier of the roadmap's table, which everything beyond it is grown from. */
const LAST = "20k";

/** Parts that sizes are grown for: what fails users, and the memory of the databases. */
const GROWN_SOFT: readonly string[] = [
  "Postgres working set",
  "client slots",
  "worker pods",
  "embedding cache",
];

type Fields = Readonly<Record<string, number | string>>;

const fieldsOf = ({ app, cluster, postgres, qdrant, valkey }: TierSpec): Fields => ({
  "cluster.appNodeCountMax": cluster.appNodeCountMax,
  "postgres.shardCount": postgres.shardCount,
  "postgres.instanceClass": postgres.instanceClass,
  "postgres.poolerReplicas": postgres.poolerReplicas,
  "qdrant.peerCount": qdrant.peerCount,
  "qdrant.nodeInstanceType": qdrant.nodeInstanceType ?? "",
  "qdrant.memoryMiB": qdrant.memoryMiB,
  "qdrant.cpuRequestMillicores": qdrant.cpuRequestMillicores,
  "valkey.mainShardCount": valkey.mainShardCount,
  "valkey.embeddingsShardCount": valkey.embeddingsShardCount ?? 1,
  "app.webReplicasMax": app.webReplicasMax,
  "app.workerReplicasMax": app.workerReplicasMax,
});

const SHARDS_MAX = 16;
const POOLERS_MAX = 20;
const PEERS_MAX = 12;

const doubled = (type: string): string | undefined => {
  const next = { large: "xlarge", xlarge: "2xlarge", "2xlarge": "4xlarge", "4xlarge": "8xlarge" };
  const cut = type.lastIndexOf(".");
  const size = type.slice(cut + 1) as keyof typeof next;
  return Object.hasOwn(next, size) ? `${type.slice(0, cut)}.${next[size]}` : undefined;
};

function largerDatabases({ postgres }: TierSpec): Fields | undefined {
  if (postgres.shardCount < SHARDS_MAX) return { "postgres.shardCount": postgres.shardCount + 1 };
  const instanceClass = doubled(postgres.instanceClass);
  return instanceClass === undefined
    ? undefined
    : { "postgres.instanceClass": instanceClass, "postgres.shardCount": SHARDS_MAX / 2 };
}

function largerQdrant({ qdrant }: TierSpec): Fields | undefined {
  if (qdrant.peerCount < PEERS_MAX) return { "qdrant.peerCount": PEERS_MAX };
  const type = doubled(qdrant.nodeInstanceType ?? "");
  return type === undefined
    ? undefined
    : {
        "qdrant.nodeInstanceType": type,
        "qdrant.memoryMiB": qdrant.memoryMiB * 2,
        "qdrant.cpuRequestMillicores": qdrant.cpuRequestMillicores * 2,
      };
}

/** The next larger size for a part; undefined where this program has none. */
function larger(part: string, tier: TierSpec): Fields | undefined {
  if (part.startsWith("Postgres")) return largerDatabases(tier);
  if (part.startsWith("Qdrant")) return largerQdrant(tier);
  if (part === "client slots" || part === "connection pool")
    return tier.postgres.poolerReplicas < POOLERS_MAX
      ? { "postgres.poolerReplicas": tier.postgres.poolerReplicas + 1 }
      : undefined;
  if (part === "Valkey hit ratio") return { "valkey.mainShardCount": tier.valkey.mainShardCount + 1 };
  if (part === "embedding cache")
    return { "valkey.embeddingsShardCount": (tier.valkey.embeddingsShardCount ?? 1) + 1 };
  if (part === "web pods" || part === "Node event loop")
    return { "app.webReplicasMax": Math.ceil(tier.app.webReplicasMax * 1.25) };
  if (part === "worker pods" || part === "queue age")
    return { "app.workerReplicasMax": Math.ceil(tier.app.workerReplicasMax * 1.25) };
  return undefined;
}

/** Nodes that a pool may have, by the schema. */
const NODES_MAX = 100;

/** The last tier with other sizes, and as many nodes as its pods then need. */
function grown(fields: Fields): TierSpec {
  const title = `Tier ${LAST} beyond the table`;
  for (let nodes = Number(fields["cluster.appNodeCountMax"]); ; nodes += 1) {
    const all = { ...fields, "cluster.appNodeCountMax": nodes };
    try {
      return overrideTier(
        tierNamed(LAST),
        asOverrides(Object.entries(all).map(([field, value]) => ({ field, value }))),
        title,
      );
    } catch (error) {
      if (!(error instanceof InputError) || nodes >= NODES_MAX) throw error;
      const onlyNodes = error.problems.every(({ path }) => path === "cluster.appNodeCountMax");
      if (!onlyNodes) throw error;
    }
  }
}

/** Sizes for users beyond the roadmap's table. */
export interface Beyond {
  readonly tier: TierSpec;
  /** Fields that differ from the last tier. */
  readonly settings: readonly FieldSetting[];
  /** The part for which this program has no larger size; undefined when all carry the users. */
  readonly stuck: PartCapacity | undefined;
}

const STEPS_MAX = 200;

/** Grows the last tier, the part that acts first before the others, until each stays below its limit to act at. */
export function sizesBeyond(users: number, coefficients: CapacityCoefficients): Beyond {
  const from = fieldsOf(tierNamed(LAST));
  let tier = tierNamed(LAST);
  let stuck: PartCapacity | undefined;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const [first] = capacityOf(tier, { coefficients })
      .parts.filter(({ part }) => part.kind === "hard" || GROWN_SOFT.includes(part.name))
      .filter(({ act }) => act.mid < users)
      .sort((a, b) => a.act.mid - b.act.mid);
    if (first === undefined) break;
    const more = larger(first.part.name, tier);
    if (more === undefined) {
      stuck = first;
      break;
    }
    tier = grown({ ...fieldsOf(tier), ...more });
  }
  const to = fieldsOf(tier);
  return {
    tier,
    settings: Object.entries(to)
      .filter(([field, value]) => from[field] !== value)
      .map(([field, value]) => ({ field, value })),
    stuck,
  };
}

/** What each doubling beyond the table adds to the width of an interval: nobody has run this at such a size. */
const WIDER_PER_DOUBLING = 0.25;

/** An interval of a figure of the model, outside the range that the roadmap speaks of. */
export function widened({ low, mid, high }: Interval, users: number): Interval {
  const doublings = Math.max(0, Math.log2(users / tierNamed(LAST).users));
  const factor = (1 + WIDER_PER_DOUBLING) ** doublings;
  return { low: Math.floor(low / factor), mid, high: Math.floor(high * factor) };
}
