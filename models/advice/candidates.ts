import {
  rdsClassShape,
  maxmemoryMiB,
  tierAfter,
  type FieldSetting,
  type TierName,
  type TierSpec,
} from "../../tiers";
import { CONTRACT_WEEKS, FIELD_WEEKS, TIER_WEEKS, type Weeks } from "./lead-times";

/** How a step is taken. */
export type Way =
  /** The application changes; the part becomes its variant, or what it buys must be measured. */
  | { readonly kind: "contract"; readonly variant: string | null }
  /** Fields of the stack are overridden. */
  | { readonly kind: "override"; readonly settings: readonly FieldSetting[] }
  | { readonly kind: "tier"; readonly to: TierName };

/** Something that can be done about parts of a tier. */
export interface Candidate {
  readonly id: string;
  readonly title: string;
  /** What has to be true before it counts. */
  readonly gate: string | null;
  /** Parts that it lifts; empty for all of them. */
  readonly parts: readonly string[];
  readonly weeks: Weeks;
  readonly way: Way;
}

const contract = (
  id: string,
  title: string,
  parts: readonly string[],
  variant: string | null,
  gate: string | null = null,
): Candidate => ({ id, title, gate, parts, weeks: CONTRACT_WEEKS, way: { kind: "contract", variant } });

/** What an application can do by itself, for nothing. */
const CONTRACT: readonly Candidate[] = [
  contract(
    "hold-no-connections",
    "Hold no connection while calling others",
    ["connection pool, held"],
    "connection pool",
  ),
  contract(
    "split-reads",
    "Read by DATABASE_READ_URL",
    ["Postgres CPU"],
    "Postgres CPU, reads split",
    "only what may be a moment old",
  ),
  contract(
    "quantise",
    "Quantise the vectors to int8",
    ["Qdrant memory"],
    "Qdrant memory, int8",
    "only with a recall of 0.97 or more on your data",
  ),
  contract(
    "shorter-lives",
    "Pre-compute, shorter lives in the cache",
    ["Valkey memory", "Valkey hit ratio", "Postgres working set", "Postgres IOPS"],
    null,
    "what it brings is known once it is measured",
  ),
];

const SIZES = [
  "micro",
  "small",
  "medium",
  "large",
  "xlarge",
  "2xlarge",
  "4xlarge",
  "8xlarge",
  "12xlarge",
  "16xlarge",
];

/** The next size of a type's family that is known; a small burstable one has a next one too. */
function larger(type: string, isKnown: (candidate: string) => boolean): string | undefined {
  const cut = type.lastIndexOf(".");
  const [family, size] = [type.slice(0, cut), type.slice(cut + 1)];
  return SIZES.slice(SIZES.indexOf(size) + 1)
    .map((next) => `${family}.${next}`)
    .find(isKnown);
}

function override(
  id: string,
  title: string,
  parts: readonly string[],
  settings: readonly FieldSetting[],
): Candidate {
  return { id, title, gate: null, parts, weeks: FIELD_WEEKS, way: { kind: "override", settings } };
}

/** Fields that make one part of a tier larger. */
function overrides({ app, cluster, postgres, qdrant, valkey }: TierSpec): Candidate[] {
  const found: Candidate[] = [];
  const type = (
    id: string,
    field: string,
    value: string | null,
    isKnown: (candidate: string) => boolean,
    parts: readonly string[],
  ) => {
    const next = value === null ? undefined : larger(value, isKnown);
    if (next !== undefined) found.push(override(id, `${field} ${next}`, parts, [{ field, value: next }]));
  };
  type(
    "larger-database",
    "postgres.instanceClass",
    postgres.instanceClass,
    (each) => rdsClassShape(each) !== undefined,
    ["Postgres working set", "Postgres CPU", "Postgres IOPS"],
  );
  type(
    "larger-cache",
    "valkey.mainNodeType",
    valkey.mainNodeType,
    (each) => maxmemoryMiB(each) !== undefined,
    ["Valkey memory", "Valkey hit ratio"],
  );
  type(
    "larger-embedding-cache",
    "valkey.embeddingsNodeType",
    valkey.embeddingsNodeType,
    (each) => maxmemoryMiB(each) !== undefined,
    ["embedding cache"],
  );
  const disk = postgres.maxAllocatedStorageGiB * 2;
  found.push(
    override(
      "larger-disk",
      `postgres.maxAllocatedStorageGiB ${disk}`,
      ["Postgres disk"],
      [{ field: "postgres.maxAllocatedStorageGiB", value: disk }],
    ),
  );
  const webPods = Math.ceil(app.webReplicasMax * 1.5);
  const nodes = Math.ceil(cluster.appNodeCountMax * 1.5);
  found.push(
    override(
      "more-web-pods",
      `app.webReplicasMax ${webPods}`,
      ["web pods", "Node event loop"],
      [
        { field: "app.webReplicasMax", value: webPods },
        { field: "cluster.appNodeCountMax", value: nodes },
      ],
    ),
  );
  if (app.workerReplicasMax > 0)
    found.push(
      override(
        "more-workers",
        `app.workerReplicasMax ${app.workerReplicasMax * 2}`,
        ["worker pods", "queue age"],
        [
          { field: "app.workerReplicasMax", value: app.workerReplicasMax * 2 },
          { field: "cluster.appNodeCountMax", value: nodes },
        ],
      ),
    );
  const node = qdrant.nodeInstanceType === null ? undefined : larger(qdrant.nodeInstanceType, () => true);
  if (node !== undefined)
    found.push(
      override(
        "larger-qdrant",
        `qdrant.nodeInstanceType ${node}, memory × 2`,
        ["Qdrant memory", "Qdrant CPU"],
        [
          { field: "qdrant.nodeInstanceType", value: node },
          { field: "qdrant.memoryMiB", value: qdrant.memoryMiB * 2 },
          { field: "qdrant.cpuRequestMillicores", value: qdrant.cpuRequestMillicores * 2 },
        ],
      ),
    );
  return found;
}

/** All that can be done about a tier, in no order; the next tier lifts every part. */
export function candidatesFor(tier: TierSpec): Candidate[] {
  const next = tierAfter(tier.name);
  return [
    ...CONTRACT.filter(({ id }) => id !== "split-reads" || tier.postgres.servingReplicas > 0),
    ...overrides(tier),
    ...(next === undefined
      ? []
      : [
          {
            id: `tier-${next.name}`,
            title: `Move to tier ${next.name.toUpperCase()}`,
            gate: null,
            parts: [],
            weeks: TIER_WEEKS[next.name],
            way: { kind: "tier", to: next.name } as const,
          },
        ]),
  ];
}
