import type { CostComponent, TierSpec } from "../../tiers";
import type { PartSummary, TierSummary } from "../../models/reports/preview";
import { COMPONENT_TITLES } from "../print/component-titles";
import { count as n, plural } from "../print/figures";

const FROM_THE_EDGE: readonly CostComponent[] = [
  "cdn",
  "app",
  "postgres",
  "valkey",
  "qdrant",
  "cluster",
  "network",
  "operations",
];

const EGRESS: Readonly<Record<TierSpec["network"]["egress"], string>> = {
  natInstance: "one NAT instance",
  natGateway: "one NAT gateway",
  natGatewayPerZone: "a NAT gateway in each zone",
};

const WEB_ACL_RULES: Readonly<Record<TierSpec["cdn"]["webAclRules"][number], string>> = {
  rateLimit: "rate limit",
  commonRuleSet: "common attacks",
  badInputs: "known bad inputs",
  ipReputation: "bad addresses",
  sqlInjection: "SQL injection",
  anonymousIp: "anonymisers",
};

function cdnSizes({ cdn }: TierSpec): string[] {
  return [
    "CloudFront, the only thing the internet can reach",
    cdn.webAclRules.length === 0
      ? "no web ACL"
      : `web ACL against ${cdn.webAclRules.map((rule) => `${WEB_ACL_RULES[rule]}${cdn.blockingRules.includes(rule) ? "" : " (counted only)"}`).join(", ")}`,
    ...(cdn.originShield ? ["Origin Shield in front of the assets"] : []),
    ...(cdn.originTls ? ["TLS to the load balancer, with a domain"] : []),
    ...(cdn.edgeFunction ? ["a function at the edge"] : []),
  ];
}

function appSizes({ app }: TierSpec): string[] {
  const pods = (min: number, max: number, cpu: number, memory: number) =>
    `${min === max ? n(min) : `${n(min)} to ${n(max)}`} pods of ${n(cpu)} mCPU and ${n(memory)} MiB`;
  return [
    `web: ${pods(app.webReplicasMin, app.webReplicasMax, app.webCpuRequestMillicores, app.webMemoryMiB)}`,
    app.workerReplicasMax === 0
      ? "no background workers"
      : `workers: ${pods(app.workerReplicasMin, app.workerReplicasMax, app.workerCpuRequestMillicores, app.workerMemoryMiB)}`,
    ...(app.nextReplicas === 0
      ? []
      : [`next release: ${plural(app.nextReplicas, "pod")}, ${app.nextTrafficPercent} % of the requests`]),
  ];
}

function postgresSizes({ postgres }: TierSpec): string[] {
  const { allocatedStorageGiB: now, maxAllocatedStorageGiB: max } = postgres;
  const standby = postgres.multiAz
    ? `${postgres.shardCount > 1 ? "each " : ""}with a standby in a second zone`
    : "no standby";
  return [
    `${plural(postgres.shardCount, "primary", "primaries")} of ${postgres.instanceClass}, ${standby}`,
    postgres.replicasPerShard === 0
      ? "no read replica"
      : `${plural(postgres.replicasPerShard, "read replica")}${postgres.shardCount > 1 ? " for each" : ""}`,
    `${n(now)} GiB${postgres.shardCount > 1 ? " each" : ""}${max > now ? `, growing to ${n(max)}` : ""}; backups of ${plural(postgres.backupRetentionDays, "day")}`,
    `PgBouncer: ${plural(postgres.poolerReplicas, "pod")} each for writes and reads`,
  ];
}

function valkeySizes({ valkey }: TierSpec): string[] {
  const group = (shards: number, replicas: number, nodeType: string) =>
    `${plural(shards, "shard")} of ${plural(1 + replicas, "node")}, ${nodeType}`;
  const { embeddingsNodeType, embeddingsShardCount, embeddingsReplicasPerShard } = valkey;
  return [
    `main: ${group(valkey.mainShardCount, valkey.mainReplicasPerShard, valkey.mainNodeType)}`,
    embeddingsNodeType === null || embeddingsShardCount === null || embeddingsReplicasPerShard === null
      ? "embeddings are cached in main"
      : `embeddings: ${group(embeddingsShardCount, embeddingsReplicasPerShard, embeddingsNodeType)}`,
  ];
}

function qdrantSizes({ qdrant }: TierSpec): string[] {
  return [
    `${plural(qdrant.peerCount, "peer")} with ${n(qdrant.memoryMiB)} MiB and a volume of ${n(qdrant.volumeGiB)} GiB${qdrant.peerCount > 1 ? " each" : ""}`,
    qdrant.nodeInstanceType === null
      ? "on the app's nodes"
      : `on nodes of its own, ${qdrant.nodeInstanceType}`,
    `${plural(qdrant.replicationFactor, "copy", "copies")} of each shard; the last ${plural(qdrant.keptSnapshotRuns, "daily snapshot")}`,
  ];
}

/** The platform's parts from the edge inwards, with the sizes that matter. */
export function tierParts(tier: TierSpec): PartSummary[] {
  const { cluster, network, operations, monthlyBudgetUsd } = tier;
  const sizes: Readonly<Record<CostComponent, readonly string[]>> = {
    cdn: cdnSizes(tier),
    app: appSizes(tier),
    postgres: postgresSizes(tier),
    valkey: valkeySizes(tier),
    qdrant: qdrantSizes(tier),
    cluster: [
      `EKS ${cluster.kubernetesVersion} in Auto Mode`,
      `app nodes: up to ${n(cluster.appNodeCountMax)} × ${cluster.appNodeInstanceType}, and ${tier.qdrant.placement === "shared" ? "one more while a node is replaced" : "two more while a node is replaced and a release rolled out"}`,
    ],
    network: [
      `${network.vpcCidrBlock} over ${plural(network.zoneCount, "zone")}; egress by ${EGRESS[network.egress]}`,
      network.flowLogs ? "flow logs to S3" : "no flow logs",
    ],
    operations: [
      `budget alerts for $${n(monthlyBudgetUsd)} and for each part; logs of pods and services kept ${plural(operations.logRetentionDays, "day")}`,
      `a dashboard, and a canary that walks through the product every ${operations.canaryIntervalMinutes} minutes`,
      operations.rumSampleRatePercent === 0
        ? "what browsers measure is not collected"
        : `what browsers measure, of ${operations.rumSampleRatePercent} % of the sessions`,
      "alerts are heard once both mails of AWS Notifications are confirmed; nine of eleven budgets stay at $0 until the cost tags are active (README, Bring a tier up)",
      "one customer key encrypts everything that is stored",
      `no logs of ${[
        ...(tier.cdn.requestLogs ? [] : ["CloudFront"]),
        ...(tier.cdn.webAclLogs ? [] : ["the firewall"]),
        "the load balancer",
      ].join(" or ")} are kept`,
    ],
  };
  return FROM_THE_EDGE.map((component) => ({
    component,
    title: COMPONENT_TITLES[component],
    sizes: sizes[component],
  }));
}

/** What a tier does without, compared with the largest one, and what that means. */
export function tierGivesUp({ postgres, valkey, qdrant, network, cdn, cluster }: TierSpec): string[] {
  const missing: readonly (readonly [boolean, string])[] = [
    [!postgres.multiAz, "Postgres has no standby: a failure or a class change is an outage of minutes"],
    [postgres.replicasPerShard === 0, "no read replica: reads and writes share one instance"],
    [valkey.mainReplicasPerShard === 0, "Valkey has no replica: a node failure signs users out"],
    [
      qdrant.peerCount === 1,
      "one Qdrant peer: minutes without search whenever its node is replaced, at least every 21 days",
    ],
    [network.egress === "natInstance", "one small NAT instance: its failure cuts calls to other services"],
    [network.egress === "natGateway", "one NAT gateway: its zone's failure cuts calls to other services"],
    [!network.flowLogs, "no flow logs"],
    [cluster.controlPlaneLogTypes.length === 0, "no logs of the Kubernetes control plane"],
    [cdn.webAclRules.length === 0, "no web application firewall"],
  ];
  return missing.filter(([gone]) => gone).map(([, text]) => text);
}

/** What the sizes of a tier come to in words. */
export const tierSummary = (tier: TierSpec): TierSummary => ({
  parts: tierParts(tier),
  givesUp: tierGivesUp(tier),
});
