import { shardNames, type TierSpec } from "../../tiers";

/** What alarms watch, one alarm for each object of it in a tier. */
export const SUBJECT_KINDS = [
  "database",
  "primary",
  "replica",
  "burstableDatabase",
  "mainCacheNode",
  "embeddingsCacheNode",
  "mainCacheShard",
  "embeddingsCacheShard",
  "webTargets",
  "contentTargets",
  "socialTargets",
  "loadBalancer",
  "jobQueue",
  "deadLetterQueue",
  "distribution",
  "certificate",
  "originCertificate",
  "backupVault",
  "cluster",
  "natInstance",
  "natGateway",
  "canary",
  "stack",
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** One object that is watched. */
export interface Subject {
  readonly kind: SubjectKind;
  /** Unique within its kind and the same in every tier, such as `shard-0-replica-1`; "" where there is one at most. */
  readonly name: string;
  /** Values of CloudWatch's dimensions that tell it apart, by what a row calls them; `@` begins a reference. */
  readonly references: Readonly<Record<string, string>>;
}

const indices = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

function databases({ postgres }: TierSpec): Subject[] {
  const of = (kind: SubjectKind, name: string): Subject => ({
    kind,
    name,
    references: { instance: `@database/${name}` },
  });
  const isBurstable = postgres.instanceClass.startsWith("db.t");
  return shardNames(postgres.shardCount).flatMap((shard) => {
    const primary = `${shard}-primary`;
    const replicas = indices(postgres.replicasPerShard).map((index) => `${shard}-replica-${index}`);
    const all = [primary, ...replicas];
    return [
      ...all.map((name) => of("database", name)),
      of("primary", primary),
      ...replicas.map((name): Subject => {
        const { kind, references } = of("replica", name);
        return { kind, name, references: { ...references, primary: `@database/${primary}` } };
      }),
      ...(isBurstable ? all.map((name) => of("burstableDatabase", name)) : []),
    ];
  });
}

/** Nodes of a replication group in cluster mode are called `<group>-<shard>-<node>`, counted from 0001 and 001. */
function cacheNodeSuffix(shard: number, node: number): string {
  return `${String(shard + 1).padStart(4, "0")}-${String(node + 1).padStart(3, "0")}`;
}

function caches({ valkey }: TierSpec): Subject[] {
  const group = (role: "main" | "embeddings", shards: number, replicas: number): Subject[] =>
    indices(shards).flatMap((shard) => {
      const nodes = indices(replicas + 1).map((node) => `@cache/${role}/${cacheNodeSuffix(shard, node)}`);
      return [
        ...nodes.map((reference, node): Subject => ({
          kind: `${role}CacheNode`,
          name: cacheNodeSuffix(shard, node),
          references: { node: reference },
        })),
        {
          kind: `${role}CacheShard`,
          name: `shard-${shard}`,
          references: Object.fromEntries(nodes.map((reference, node) => [`node${node}`, reference])),
        } satisfies Subject,
      ];
    });
  const { embeddingsShardCount, embeddingsReplicasPerShard } = valkey;
  return [
    ...group("main", valkey.mainShardCount, valkey.mainReplicasPerShard),
    ...(valkey.embeddings === "own"
      ? group("embeddings", embeddingsShardCount ?? 0, embeddingsReplicasPerShard ?? 0)
      : []),
  ];
}

function ways({ network }: TierSpec): Subject[] {
  if (network.egress === "natInstance")
    return [{ kind: "natInstance", name: "", references: { instance: "@nat-instance" } }];
  const gateways = network.egress === "natGateway" ? 1 : network.zoneCount;
  return indices(gateways).map((zone) => ({
    kind: "natGateway",
    name: `zone-${zone}`,
    references: { gateway: `@nat-gateway/${zone}` },
  }));
}

/** What a stack has beside its tier. */
export interface StackTraits {
  /** An own domain, whose certificate ends. */
  readonly hasDomain: boolean;
  /** The load balancer has a certificate of its own beside that of CloudFront. Default: false */
  readonly hasOriginCertificate?: boolean;
  /** Databases are copied to another account. Default: false */
  readonly hasAccountCopies?: boolean;
}

/** Everything of a tier that is watched, in a fixed order. */
export function subjectsOf(
  tier: TierSpec,
  { hasDomain, hasOriginCertificate = false, hasAccountCopies = false }: StackTraits,
): Subject[] {
  const certificate = (kind: SubjectKind, reference: string): Subject => ({
    kind,
    name: "",
    references: { certificate: reference },
  });
  const balancer = { loadBalancer: "@load-balancer" };
  const targets = (kind: SubjectKind, group: string): Subject => ({
    kind,
    name: "",
    references: { ...balancer, targetGroup: `@target-group/${group}` },
  });
  return [
    // The namespace of its own metrics.
    { kind: "stack", name: "", references: { stack: "@stack" } },
    { kind: "canary", name: "", references: { canary: "@canary" } },
    { kind: "loadBalancer", name: "", references: balancer },
    targets("webTargets", "web"),
    targets("contentTargets", "content"),
    targets("socialTargets", "social"),
    { kind: "cluster", name: "", references: { cluster: "@cluster" } },
    ...databases(tier),
    ...caches(tier),
    { kind: "jobQueue", name: "", references: { queue: "@queue/jobs" } },
    { kind: "deadLetterQueue", name: "", references: { queue: "@queue/dead-letters" } },
    { kind: "distribution", name: "", references: { distribution: "@distribution" } },
    ...(hasDomain ? [certificate("certificate", "@certificate")] : []),
    ...(hasOriginCertificate ? [certificate("originCertificate", "@origin-certificate")] : []),
    ...(hasAccountCopies
      ? [
          {
            kind: "backupVault",
            name: "",
            references: { here: "@backup-vault/here", there: "@backup-vault/there" },
          } satisfies Subject,
        ]
      : []),
    ...ways(tier),
  ];
}
