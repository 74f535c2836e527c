import {
  fieldValue,
  TIER_NAMES,
  tierFields,
  tierNamed,
  type TierField,
  type TierName,
  type TierSpec,
} from "../../tiers";
import { checkTier } from "../../tiers/parse";
import { withValue } from "./with-value";

/** One field of a tier set otherwise, with no more fields beside it than the schema demands. */
export interface FieldChange {
  readonly field: TierField;
  readonly tier: TierName;
  /** Dotted paths of all that is set otherwise, the field's own first. */
  readonly changed: readonly [string, ...string[]];
  readonly sizes: TierSpec;
}

const LINES = tierFields.map(({ path }) => path).filter((path) => path.startsWith("budgetLinesUsd."));

/** Another value for fields whose neighbours have the same one, or that cannot change alone. */
const CHOSEN: Readonly<Record<string, readonly [TierName, Readonly<Record<string, unknown>>]>> = {
  name: ["100", { name: "500" }],
  monthlyBudgetUsd: [
    "100",
    { monthlyBudgetUsd: 201, "budgetLinesUsd.cdn": tierNamed("100").budgetLinesUsd.cdn + 1 },
  ],
  // One line takes a dollar from the next.
  ...Object.fromEntries(
    LINES.map((path, index) => {
      const next = LINES[(index + 1) % LINES.length] ?? path;
      const line = (of: string): number => Number(fieldValue(tierNamed("100"), of));
      return [path, ["100", { [path]: line(path) + 1, [next]: line(next) - 1 }] as const];
    }),
  ),
  "network.vpcCidrBlock": ["100", { "network.vpcCidrBlock": "10.1.0.0/16" }],
  "network.natInstanceType": ["100", { "network.natInstanceType": "t4g.micro" }],
  "cluster.kubernetesVersion": ["100", { "cluster.kubernetesVersion": "1.36" }],
  "cluster.nodeEphemeralStorageGiB": ["100", { "cluster.nodeEphemeralStorageGiB": 40 }],
  "postgres.allocatedStorageGiB": [
    "100",
    { "postgres.allocatedStorageGiB": 50, "postgres.maxAllocatedStorageGiB": 60 },
  ],
  "postgres.slowStatementLog": ["100", { "postgres.slowStatementLog": "off" }],
  "valkey.embeddings": [
    "500",
    {
      "valkey.embeddings": "own",
      "valkey.embeddingsNodeType": "cache.t4g.small",
      "valkey.embeddingsShardCount": 1,
      "valkey.embeddingsReplicasPerShard": 1,
    },
  ],
  "valkey.embeddingsReplicasPerShard": ["2k", { "valkey.embeddingsReplicasPerShard": 2 }],
  "qdrant.placement": ["500", { "qdrant.placement": "dedicated", "qdrant.nodeInstanceType": "r6g.large" }],
  "qdrant.formerNodeInstanceType": ["2k", { "qdrant.formerNodeInstanceType": "r6g.4xlarge" }],
  "qdrant.formerNodeCount": [
    "2k",
    { "qdrant.formerNodeCount": 3, "qdrant.formerNodeInstanceType": "r6g.4xlarge" },
  ],
  "app.workerCpuRequestMillicores": ["2k", { "app.workerCpuRequestMillicores": 300 }],
  "app.workerMemoryMiB": ["2k", { "app.workerMemoryMiB": 768 }],
  "app.targetCpuUtilizationPercent": ["100", { "app.targetCpuUtilizationPercent": 60 }],
  "cdn.priceClass": ["100", { "cdn.priceClass": "PriceClass_200" }],
  "postgres.engineVersion": ["100", { "postgres.engineVersion": "18" }],
  "valkey.engineVersion": ["100", { "valkey.engineVersion": "9.0" }],
  // The schema allows one value; another one shows that the field is read, and that nobody wrote the value twice.
  "network.zoneCount": ["100", { "network.zoneCount": 4 }],
  "qdrant.shardCount": ["100", { "qdrant.shardCount": 24 }],
};

function chosen(field: TierField): FieldChange[] {
  const [tier, values] = CHOSEN[field.path] ?? [];
  if (tier === undefined || values === undefined) return [];
  const sizes = Object.entries(values).reduce<unknown>(
    (spec, [path, value]) => withValue(spec, path, value),
    tierNamed(tier),
  );
  return [
    {
      field,
      tier,
      changed: [field.path, ...Object.keys(values).filter((path) => path !== field.path)],
      sizes: sizes as TierSpec,
    },
  ];
}

/** The field alone, in a tier, as its neighbour has it; none where they have the same or it does not fit. */
function asIn(field: TierField, tier: TierName, neighbour: TierName): FieldChange[] {
  const value = fieldValue(tierNamed(neighbour), field.path);
  if (JSON.stringify(value) === JSON.stringify(fieldValue(tierNamed(tier), field.path))) return [];
  const sizes = withValue(tierNamed(tier), field.path, value);
  return "tier" in checkTier(sizes) ? [{ field, tier, changed: [field.path], sizes: sizes as TierSpec }] : [];
}

/** Every change of a field between two neighbours that fits into one of them, the smallest first. */
const neighbouring = (field: TierField): FieldChange[] =>
  TIER_NAMES.slice(1).flatMap((larger, index) => {
    const smaller = TIER_NAMES[index] ?? larger;
    const [rising] = asIn(field, smaller, larger);
    return rising === undefined ? asIn(field, larger, smaller) : [rising];
  });

const changesOf = (field: TierField): FieldChange[] => {
  const own = chosen(field);
  return own.length > 0 ? own : neighbouring(field);
};

/** A change of every field, in the smallest tier where it fits: there is only one copy of most things. */
export const FIELD_CHANGES: readonly FieldChange[] = tierFields.map((field) => {
  const [first] = changesOf(field);
  if (first === undefined)
    throw new Error(
      `All tiers have the same ${field.path}, or it does not fit in alone. Name another value in test/support/field-changes.ts.`,
    );
  return first;
});

/** Every other change between neighbours. */
export const FURTHER_CHANGES: readonly FieldChange[] = tierFields.flatMap((field) =>
  changesOf(field).slice(1),
);

/** How much a value is, for fields of which a tier may have more than a smaller one; null where it has none. */
export function amountOf({ jsonSchema }: TierField, value: unknown): number | null {
  if (value === null) return null;
  if (Array.isArray(value)) return value.length;
  if (typeof value !== "string") return Number(value);
  return (jsonSchema["enum"] as readonly unknown[]).indexOf(value);
}

/** A legal tier of the same name with another value in every field that may have one. */
export function everyFieldOtherwise(name: TierName): TierSpec {
  const own = tierNamed(name);
  const isOwn = (value: unknown, path: string): boolean =>
    JSON.stringify(value) === JSON.stringify(fieldValue(own, path));
  const shared = (spec: TierSpec): number =>
    tierFields.filter(({ path }) => isOwn(fieldValue(spec, path), path)).length;
  const others = TIER_NAMES.filter((each) => each !== name).map(tierNamed);
  const [furthest = own] = [...others].sort((a, b) => shared(a) - shared(b));
  // A line more or less needs the budget to follow.
  const lines = Object.entries(own.budgetLinesUsd).map(([line, usd]) => [line, usd + 1] as const);
  const budget = {
    budgetLinesUsd: Object.fromEntries(lines) as TierSpec["budgetLinesUsd"],
    monthlyBudgetUsd: own.monthlyBudgetUsd + lines.length,
  };
  return tierFields.reduce<TierSpec>(
    (spec, { path }) => {
      if (path === "name" || !isOwn(fieldValue(spec, path), path)) return spec;
      const values = [CHOSEN[path]?.[1][path], ...others.map((other) => fieldValue(other, path))];
      const [next] = values
        .filter((value) => value !== undefined && !isOwn(value, path))
        .map((value) => withValue(spec, path, value))
        .filter((candidate) => "tier" in checkTier(candidate));
      return next === undefined ? spec : (next as TierSpec);
    },
    // Enough nodes for whatever the others have.
    { ...furthest, ...budget, name, cluster: { ...furthest.cluster, appNodeCountMax: 50 } },
  );
}
