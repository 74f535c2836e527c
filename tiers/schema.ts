import { z } from "zod";
import { field, type StepOrder } from "./field";
import { cacheNodeTypeProblem } from "./cache-node-types";
import { instanceTypeProblem } from "./instance-types";
import { rdsClassProblem } from "./rds-classes";
import { engineVersions, type Engine } from "./engine-versions";
import { vpcRangeProblem } from "./vpc-range";

/** Cost lines of the budget table; a resource's `cost-component` tag is one of these. */
export const COST_COMPONENTS = [
  "network",
  "cluster",
  "app",
  "qdrant",
  "postgres",
  "valkey",
  "cdn",
  "operations",
] as const;
export type CostComponent = (typeof COST_COMPONENTS)[number];

/** Every tier, smallest first; the one list of them. */
export const TIER_NAMES = ["100", "500", "2k", "5k", "10k", "20k"] as const;
export type TierName = (typeof TIER_NAMES)[number];

/** AWS managed rule groups and the rate rule a web ACL may carry, in order of evaluation. */
export const WEB_ACL_RULES = [
  "rateLimit",
  "commonRuleSet",
  "badInputs",
  "ipReputation",
  "sqlInjection",
  "anonymousIp",
] as const;

/** 12 shards in two copies divide evenly over these and no others (Qdrant, distributed deployment). */
export const QDRANT_PEER_COUNTS = [1, 3, 4, 6, 8, 12] as const;

const whole = (min: number, max: number) => z.int().min(min).max(max);
/** Quarters: in whole dollars the small lines of the smallest tier are rounded by more than its budget has left. */
const usd = (description: string) =>
  field(z.number().min(0.25).max(100_000).multipleOf(0.25), "USD a month", "online", description);

/** One of the versions that the data names. Each is quoted: a number would read 1.40 as 1.4. */
const versionOf = (engine: Engine) => z.enum(engineVersions[engine].accepted);

/** A list of words, none of them twice. */
const eachOnce = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z
    .array(z.enum(words))
    .refine((list) => new Set(list).size === list.length, { message: "a list that names each once" });

/** A text that is right when a function finds nothing wrong with it; else that says what is allowed. */
const judgedBy = (problemWith: (text: string) => string | undefined) =>
  z.string().superRefine((text, ctx) => {
    const problem = problemWith(text);
    if (problem !== undefined) ctx.addIssue({ code: "custom", message: problem });
  });

const ec2InstanceType = judgedBy(instanceTypeProblem);
const rdsInstanceClass = judgedBy(rdsClassProblem);
const cacheNodeType = judgedBy(cacheNodeTypeProblem);

/**
 * A standby with fewer `max_connections` than its primary stops, and many connections need the larger class
 * (https://www.postgresql.org/docs/current/hot-standby.html).
 */
const CONNECTIONS: StepOrder = { falling: "before", rising: "after" };
/** Pools may open no more than the database takes, which it does from its reboot on. */
const POOLS: StepOrder = { falling: "before", rising: "last" };
/** Readers leave a replica before it goes, and come to a new one when it has caught up. */
const READERS: StepOrder = { falling: "before", rising: "after" };
/** Requests leave a release before its pods go, and come to one whose pods are registered and found well. */
const RELEASES: StepOrder = { falling: "before", rising: "after" };
/**
 * Slots of Valkey are moved on the larger nodes
 * (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/scaling-redis-cluster-mode-enabled.html).
 */
const slots = (nodeType: string): StepOrder => ({ falling: "before", rising: "after", besides: nodeType });
/**
 * Kubernetes makes new peers before it moves the old ones. Where the nodes become larger in the same `up`, the new peers may
 * take the places that an old peer needs in the zone of its volume, and it stays pending for ever
 * (https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees).
 */
const PEERS: StepOrder = {
  falling: "before",
  rising: "after",
  besides: "qdrant.nodeInstanceType",
  // A pool of its own in each zone holds one peer at least.
  atLeast: "network.zoneCount",
};
/**
 * A managed rule that is new counts until its false positives are known: bodies of the product hold HTML and prompts
 * (https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-testing.html).
 */
const COUNTS_FIRST: StepOrder = { falling: "with", rising: "after" };
/** The way in is switched when nothing behind it moves any more. */
const ENTRANCE: StepOrder = { falling: "with", rising: "after" };
/** Multi-AZ ends while there is a replica to end it for. */
const STANDBY: StepOrder = { falling: "before", rising: "with" };

const network = z.strictObject({
  vpcCidrBlock: field(
    judgedBy(vpcRangeProblem),
    "CIDR block",
    "locked",
    "Address range of the VPC; every subnet of every tier is cut from it.",
  ),
  zoneCount: field(
    z.literal(3),
    "availability zones",
    "locked",
    "Zones with subnets. EKS accepts later subnets only in the zones it was created with, so all three exist from the first tier.",
  ),
  egress: field(
    z.enum(["natInstance", "natGateway", "natGatewayPerZone"]),
    "none",
    "failover",
    "How private subnets reach the internet. A change cuts open connections and changes the public egress address.",
  ),
  natInstanceType: field(
    z.enum(["t4g.nano", "t4g.micro", "t4g.small"]),
    "EC2 instance type",
    "restart",
    "Size of the NAT instance; used where egress is natInstance.",
  ),
  flowLogs: field(z.boolean(), "none", "online", "VPC flow logs to S3."),
});

const cluster = z.strictObject({
  kubernetesVersion: field(
    versionOf("kubernetes"),
    "Kubernetes minor version",
    "rolling",
    "Least version of the control plane, which AWS raises by itself when its support ends; nodes follow it one by one.",
    { grows: "only" },
  ),
  controlPlaneLogTypes: field(
    eachOnce(["api", "audit", "authenticator", "controllerManager", "scheduler"]),
    "EKS log types",
    "online",
    "Control-plane logs sent to CloudWatch.",
  ),
  nodeEphemeralStorageGiB: field(
    whole(20, 500),
    "GiB",
    "rolling",
    "Data volume of each node. Auto Mode's own default is 80 GiB.",
    { grows: "byTier" },
  ),
  appNodeInstanceType: field(ec2InstanceType, "EC2 instance type", "rolling", "Nodes of the app pool."),
  appNodeCountMax: field(
    whole(1, 100),
    "nodes",
    "rolling",
    "Nodes the app pool may reach when every autoscaler is at its maximum; one more is allowed while a node is replaced, and where Qdrant has pools of its own two others while a release is rolled out. metrics-server's memory follows it.",
  ),
});

/** What of slow statements is in Postgres's log. */
const SLOW_STATEMENT_LOGS = ["off", "withoutParameters", "withParameters"] as const;

const postgres = z.strictObject({
  engineVersion: field(
    versionOf("postgres"),
    "PostgreSQL major version",
    "restart",
    "Major version; its upgrade is a step of its own (docs/versions.md), never part of a tier step.",
    { grows: "only" },
  ),
  shardCount: field(
    whole(1, 16),
    "shards",
    "rolling",
    "Primaries among which ventures are divided; the poolers and the product's pods take the addresses of another one when they are rolled.",
    {
      grows: "only",
    },
  ),
  slowStatementLog: field(
    z.enum(SLOW_STATEMENT_LOGS).default("withoutParameters"),
    "none",
    "online",
    "Statements of a second and more in the database's log. Parameters hold what users wrote and are left out; off also leaves out the texts of slow and of failed statements, for a product that writes constants into them (docs/slow-queries.md).",
  ),
  instanceClass: field(
    rdsInstanceClass,
    "RDS instance class",
    "restart",
    "Size of each primary and replica. With Multi-AZ the change is a failover.",
  ),
  multiAz: field(z.boolean(), "none", "online", "Standby of each primary in a second zone.", {
    grows: "byTier",
  }),
  replicasPerShard: field(whole(0, 5), "read replicas a shard", "online", "Read replicas of each shard."),
  servingReplicas: field(
    whole(0, 5),
    "read replicas a shard",
    "rolling",
    "Read replicas that postgres-ro leads to. A new replica first catches up; with 0 reads go to the primary.",
    { order: READERS },
  ),
  allocatedStorageGiB: field(
    whole(20, 16_384),
    "GiB a shard",
    "online",
    "Storage (gp3) of each instance. It only grows, and pauses six hours after each change.",
    { grows: "only" },
  ),
  maxAllocatedStorageGiB: field(
    whole(20, 16_384),
    "GiB a shard",
    "online",
    "Storage autoscaling limit; equal to allocatedStorageGiB switches autoscaling off.",
    { grows: "only" },
  ),
  backupRetentionDays: field(
    whole(0, 35),
    "days",
    "online",
    "Automated backups and point-in-time recovery.",
    { grows: "byTier" },
  ),
  maxConnections: field(
    whole(50, 5_000),
    "connections",
    "restart",
    "max_connections of primary and replicas alike; a standby with fewer than its primary stops.",
    { grows: "byTier", order: CONNECTIONS },
  ),
  pooledConnections: field(
    whole(50, 5_000),
    "connections",
    "rolling",
    "Connections that the poolers count with. It is maxConnections, but in a tier step, where it waits for the reboot that brings them.",
    { grows: "byTier", order: POOLS, follows: "postgres.maxConnections" },
  ),
  poolerReplicas: field(
    whole(1, 20),
    "pods",
    "rolling",
    "PgBouncer pods for each of postgres-rw and postgres-ro.",
  ),
});

const valkeyGroup = {
  nodeType: (description: string) => field(cacheNodeType, "ElastiCache node type", "failover", description),
  shards: (description: string, nodeType: string) =>
    field(whole(1, 90), "shards", "online", description, { grows: "byTier", order: slots(nodeType) }),
  replicas: (description: string) => field(whole(0, 5), "replicas a shard", "online", description),
};

const valkey = z.strictObject({
  engineVersion: field(
    versionOf("valkey"),
    "Valkey version",
    "failover",
    "Engine version of both groups; its upgrade is a step of its own (docs/versions.md).",
    { grows: "only" },
  ),
  mainNodeType: valkeyGroup.nodeType("Nodes of the group for sessions and the dashboard cache."),
  mainShardCount: valkeyGroup.shards(
    "Shards of the main group; cluster mode is on from the first tier.",
    "valkey.mainNodeType",
  ),
  mainReplicasPerShard: valkeyGroup.replicas("Replicas of each main shard."),
  embeddings: field(
    z.enum(["main", "own"]),
    "none",
    "online",
    "Where embeddings are cached: in the main group or in a group of their own.",
    { grows: "byTier" },
  ),
  embeddingsNodeType: valkeyGroup.nodeType("Nodes of the embeddings group.").nullable(),
  embeddingsShardCount: valkeyGroup
    .shards("Shards of the embeddings group.", "valkey.embeddingsNodeType")
    .nullable(),
  embeddingsReplicasPerShard: valkeyGroup.replicas("Replicas of each embeddings shard.").nullable(),
  multiAz: field(
    z.boolean(),
    "none",
    "online",
    "Replicas in another zone than their primary, in every group that has replicas.",
    { order: STANDBY },
  ),
  snapshotRetentionDays: field(
    whole(0, 35),
    "days",
    "online",
    "Daily snapshots of the main group; 0 keeps none.",
  ),
});

const qdrant = z.strictObject({
  peerCount: field(z.literal(QDRANT_PEER_COUNTS), "peers", "rolling", "Pods of the Qdrant cluster.", {
    grows: "only",
    order: PEERS,
  }),
  shardCount: field(
    z.literal(12).default(12),
    "logical shards",
    "locked",
    "Logical shards of each collection.",
  ),
  replicationFactor: field(
    whole(1, 3),
    "copies",
    "rolling",
    "Copies of each shard, as the application creates its collections; its pods are rolled to read it.",
    { grows: "byTier" },
  ),
  placement: field(
    z.enum(["shared", "dedicated"]),
    "none",
    "rolling",
    "On the app pool's nodes or on one static pool per zone.",
    { grows: "byTier" },
  ),
  nodeInstanceType: field(
    ec2InstanceType,
    "EC2 instance type",
    "rolling",
    "Nodes of the dedicated pools.",
  ).nullable(),
  formerNodeInstanceType: field(
    ec2InstanceType.nullable().default(null),
    "EC2 instance type",
    "online",
    "Nodes of the dedicated pools that the peers leave in a step; null where there are none.",
  ),
  formerNodeCount: field(
    whole(0, 12).default(0),
    "nodes",
    "rolling",
    "Nodes of those pools together: 0 empties them, which comes before they go.",
  ),
  cpuRequestMillicores: field(
    whole(50, 64_000),
    "millicores",
    "restart",
    "CPU request of each peer. Three peers and more are rolled one by one; the only one restarts.",
  ),
  memoryMiB: field(
    whole(256, 524_288),
    "MiB",
    "restart",
    "Memory request and limit of each peer. Three peers and more are rolled one by one; the only one restarts.",
  ),
  volumeGiB: field(whole(1, 16_384), "GiB a peer", "online", "EBS volume of each peer. It only grows.", {
    grows: "only",
  }),
  keptSnapshotRuns: field(
    whole(1, 365),
    "complete daily runs",
    "online",
    "Snapshots in S3: the last so many complete daily runs. While runs fail, none is deleted.",
    { grows: "byTier" },
  ),
});

const app = z.strictObject({
  webReplicasMin: field(
    whole(1, 500),
    "pods",
    "rolling",
    "Web pods at rest; a number that changes how they spread over nodes rolls them.",
  ),
  webReplicasMax: field(whole(1, 500), "pods", "online", "Web pods at most."),
  webCpuRequestMillicores: field(whole(50, 16_000), "millicores", "rolling", "CPU request of a web pod."),
  webMemoryMiB: field(whole(128, 65_536), "MiB", "rolling", "Memory request and limit of a web pod."),
  workerReplicasMin: field(
    whole(0, 500),
    "pods",
    "rolling",
    "Background workers at rest; 0 and 0 means no workers. A number that changes how they spread over nodes rolls them.",
  ),
  workerReplicasMax: field(whole(0, 500), "pods", "online", "Background workers at most."),
  workerCpuRequestMillicores: field(whole(50, 16_000), "millicores", "rolling", "CPU request of a worker."),
  workerMemoryMiB: field(whole(128, 65_536), "MiB", "rolling", "Memory request and limit of a worker."),
  targetCpuUtilizationPercent: field(
    whole(20, 90),
    "percent of the request",
    "online",
    "CPU the autoscalers aim at.",
  ),
  nextReplicas: field(
    whole(0, 50),
    "pods",
    "online",
    "Pods of the next release beside the current one, behind their own target group; 0 means no weighted service.",
  ),
  nextTrafficPercent: field(
    whole(0, 50),
    "percent",
    "online",
    "Share of requests the next release answers, in a stack with nextImage.",
    { order: RELEASES },
  ),
});

const cdn = z.strictObject({
  priceClass: field(
    z.enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"]),
    "none",
    "online",
    "Edge locations CloudFront answers from.",
  ),
  webAclRules: field(
    eachOnce(WEB_ACL_RULES),
    "none",
    "online",
    "WAF rules on the distribution; an empty list means no web ACL.",
    { grows: "byTier" },
  ),
  blockingRules: field(
    eachOnce(WEB_ACL_RULES),
    "none",
    "online",
    "Those of webAclRules that refuse requests; the others only count what they would refuse. All of them, but in a tier step, where a new rule counts until `finish`.",
    { grows: "byTier", order: COUNTS_FIRST, follows: "cdn.webAclRules" },
  ),
  requestLogs: field(
    z.boolean(),
    "none",
    "online",
    "CloudFront's log of every request, without cookies and query strings, for 30 days in S3.",
  ),
  webAclLogs: field(
    z.boolean(),
    "none",
    "online",
    "The firewall's log of requests that it refused or counted, without tokens and query strings, for 30 days in S3.",
  ),
  originShield: field(z.boolean(), "none", "online", "Origin Shield in front of the asset bucket."),
  edgeFunction: field(
    z.boolean(),
    "none",
    "online",
    "CloudFront Function that normalises requests at the edge.",
  ),
  originTls: field(
    z.boolean(),
    "none",
    "online",
    "TLS between CloudFront and the load balancer, in a stack with a domain; without one nobody has a certificate for that way, and it is HTTP inside AWS's network.",
    { grows: "byTier", order: ENTRANCE },
  ),
});

const operations = z.strictObject({
  logRetentionDays: field(
    z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365]),
    "days",
    "online",
    "Retention of every CloudWatch log group.",
    { grows: "byTier" },
  ),
  canaryIntervalMinutes: field(
    z.literal([5, 10, 15, 30, 60]),
    "minutes",
    "online",
    "How often a canary walks through the product's workflows from outside; each run is paid for.",
  ),
  rumSampleRatePercent: field(
    whole(0, 100),
    "percent",
    "online",
    "Share of the browser sessions that CloudWatch RUM measures, each event paid for; 0 builds nothing of it.",
  ),
  restoreDrill: field(
    z.enum(["off", "monthly"]),
    "none",
    "online",
    "Whether a backup of a database is restored into a scratch instance once a month, read and removed again.",
  ),
  disasterRecovery: field(
    z.enum(["off", "backup"]),
    "none",
    "online",
    "What is ready for the loss of the region: `backup` copies backups, snapshots, assets and passwords to `disasterRecoveryRegion`, from which a second stack can be brought up (AWS calls it backup and restore).",
    { grows: "only" },
  ),
});

const budgetLinesUsd = z.strictObject({
  network: usd("Share of network: NAT, public addresses, flow logs, transfer."),
  cluster: usd("Share of cluster: EKS control plane and its logs."),
  app: usd("Share of app: app nodes, load balancer, queues."),
  qdrant: usd("Share of Qdrant: dedicated nodes, volumes, snapshots."),
  postgres: usd("Share of Postgres: instances, storage, backups."),
  valkey: usd("Share of Valkey: nodes and snapshots."),
  cdn: usd("Share of the CDN: transfer, requests, WAF, assets."),
  operations: usd("Share of operations: keys, secrets, logs, alerts."),
});

/** One tier: everything that differs between two sizes of the same platform. */
export const tierSchema = z.strictObject({
  name: field(
    z.enum(TIER_NAMES),
    "none",
    "rolling",
    "Name of the tier, as typed on the command line; the product's pods are rolled to read it.",
  ),
  users: field(whole(1, 1_000_000), "users", "online", "Users the tier is named after."),
  comfortableUsers: field(
    whole(1, 1_000_000),
    "users",
    "online",
    "Users that the tier is claimed for; its sizes carry at least as many at their hard limits (`scale tiers`).",
    { grows: "byTier" },
  ),
  monthlyBudgetUsd: field(whole(1, 1_000_000), "USD a month", "online", "Figure of the budget table."),
  budgetLinesUsd,
  network,
  cluster,
  postgres,
  valkey,
  qdrant,
  app,
  cdn,
  operations,
});

export type TierSpec = z.infer<typeof tierSchema>;
/** A tier as its file states it: fields that have the same value in every tier may be left to the schema. */
export type TierInput = z.input<typeof tierSchema>;
