import type { PolicyResource } from "../../policies/rule";
import type { TierName } from "../../tiers";
import { withValue } from "../support/with-value";

/** One property of a good tier, broken on purpose. */
export interface BrokenCase {
  readonly rule: string;
  readonly tier: TierName;
  /** Logical name of the resource that is broken. */
  readonly name: string;
  /** From the resource down to the property, with dots. */
  readonly path: string;
  /** Undefined takes the property away. */
  readonly value: unknown;
}

const WEB = "app-web-deployment";
const CONTAINER = "spec.template.spec.containers.0";
const PRIMARY = "postgres-shard-0-primary";
const CACHE = "valkey-main-group";
const CLUSTER = "cluster-control-plane";
const CDN = "cdn-distribution";

const broken = (
  rule: string,
  name: string,
  path: string,
  value: unknown,
  tier: TierName = "500",
): BrokenCase => ({ rule, tier, name, path: `inputs.${path}`, value });

const allowing = (statement: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "Broken", Effect: "Allow", ...statement }] });

export const BROKEN_CASES: readonly BrokenCase[] = [
  broken("require-control-plane-logs", CLUSTER, "enabledClusterLogTypes", ["audit"], "2k"),
  broken("require-zone-spread", "qdrant-peers", "spec.template.spec.topologySpreadConstraints", []),
  broken("require-disruption-budget", "qdrant-disruption-budget", "spec.maxUnavailable", 0),
  broken("forbid-public-database", PRIMARY, "publiclyAccessible", true),
  broken("require-database-encryption", PRIMARY, "storageEncrypted", undefined),
  broken("require-database-deletion-protection", PRIMARY, "deletionProtection", false),
  broken("require-database-backups", PRIMARY, "backupRetentionPeriod", 1),
  broken("require-final-database-snapshot", PRIMARY, "skipFinalSnapshot", true),
  broken("require-database-standby", PRIMARY, "multiAz", false),
  broken("require-cache-encryption-at-rest", CACHE, "atRestEncryptionEnabled", false),
  broken("require-cache-encryption-in-transit", CACHE, "transitEncryptionMode", "preferred"),
  broken("require-cache-automatic-failover", CACHE, "automaticFailoverEnabled", false),
  broken("require-cache-replicas", CACHE, "replicasPerNodeGroup", 0),
  broken("forbid-public-load-balancer", "load-balancer-alb", "internal", false),
  broken("forbid-load-balancer-service", "app-web-service", "spec.type", "LoadBalancer"),
  broken("forbid-open-ingress", "load-balancer-from-cloudfront", "cidrIpv4", "0.0.0.0/0"),
  broken("forbid-public-subnet-addresses", "network-data-0", "mapPublicIpOnLaunch", true),
  broken("forbid-public-objects", "cdn-assets-public-access-block", "blockPublicPolicy", false),
  broken("require-queue-encryption", "app-embeddings-jobs", "kmsMasterKeyId", undefined),
  broken("require-topic-encryption", "operations-alerts-topic", "kmsMasterKeyId", undefined),
  broken("require-secret-recovery", "postgres-secret", "recoveryWindowInDays", 0),
  broken("require-secret-encryption", "postgres-secret", "kmsKeyId", undefined),
  broken("require-key-rotation", "encryption-key-key", "enableKeyRotation", false),
  broken("require-log-retention", "cluster-log-group", "retentionInDays", 1096),
  broken("forbid-open-cluster-endpoint", CLUSTER, "vpcConfig.publicAccessCidrs", ["0.0.0.0/0"]),
  broken("require-standard-support", CLUSTER, "upgradePolicy.supportType", "EXTENDED"),
  broken("require-cluster-secrets-encryption", CLUSTER, "encryptionConfig.resources", []),
  broken("require-web-firewall", CDN, "webAclId", undefined),
  broken("require-https", CDN, "defaultCacheBehavior.viewerProtocolPolicy", "allow-all"),
  broken("require-session-tokens", "network-nat-instance", "metadataOptions.httpTokens", "optional"),
  broken(
    "forbid-wildcard-actions",
    "app-web-policy",
    "policy",
    allowing({ Action: "s3:*", Resource: "arn" }),
  ),
  broken(
    "forbid-wildcard-resources",
    "app-web-policy",
    "policy",
    allowing({ Action: "s3:GetObject", Resource: "*" }),
  ),
  broken("require-memory-limits", WEB, `${CONTAINER}.resources.limits.memory`, undefined),
  broken("require-probes", WEB, `${CONTAINER}.readinessProbe`, undefined),
  broken("require-non-root", WEB, "spec.template.spec.securityContext.runAsNonRoot", false),
  broken("require-read-only-root", WEB, `${CONTAINER}.securityContext.readOnlyRootFilesystem`, undefined),
  broken("forbid-privilege-escalation", WEB, `${CONTAINER}.securityContext.allowPrivilegeEscalation`, true),
  broken("require-dropped-capabilities", WEB, `${CONTAINER}.securityContext.capabilities.drop`, []),
  broken("require-image-digest", WEB, `${CONTAINER}.image`, "node:latest"),
  broken("forbid-secret-literals", WEB, `${CONTAINER}.env.0`, {
    name: "DATABASE_PASSWORD",
    value: "x",
  }),
  broken("require-default-deny", "qdrant-policy-default-deny", "spec.policyTypes", ["Ingress"]),
  { rule: "require-protection", tier: "500", name: PRIMARY, path: "protect", value: false },
  broken("require-cost-tags", PRIMARY, "tags.monthly-budget-usd", "200"),
  {
    rule: "require-database-replicas",
    tier: "500",
    name: "postgres-shard-0-replica-0",
    path: "name",
    value: "postgres-shard-1-replica-0",
  },
  broken("require-cost-within-budget", PRIMARY, "instanceClass", "db.r7g.2xlarge"),
  { rule: "require-owner-component", tier: "500", name: "postgres-password", path: "component", value: null },
  broken("require-room-on-nodes", "cluster-app-nodes", "spec.limits", { cpu: "2", memory: "8Gi" }),
  broken(
    "require-vector-replication",
    "qdrant-rebalance-cron-job",
    "spec.jobTemplate.spec.template.spec.containers.0.env.2.value",
    "1",
  ),
  broken("forbid-secret-config-maps", "app-contract", "data.STRIPE_API_KEY", "sk_live_1"),
  broken("require-bucket-encryption", "qdrant-snapshots-encryption", "rules", [
    { applyServerSideEncryptionByDefault: { sseAlgorithm: "none" } },
  ]),
  broken(
    "require-bucket-tls",
    "cdn-assets-policy",
    "policy",
    allowing({ Action: "s3:GetObject", Resource: "x" }),
  ),
  broken("require-database-tls", "postgres-parameters-postgres17", "parameters", [
    { name: "rds.force_ssl", value: "0", applyMethod: "immediate" },
  ]),
  broken("require-volume-encryption", "qdrant-storage-class", "parameters.encrypted", "false"),
];

/** The broken case of a rule. */
export function brokenCaseOf(id: string): BrokenCase {
  const found = BROKEN_CASES.find(({ rule }) => rule === id);
  if (found === undefined) throw new Error(`${id} has no broken case.`);
  return found;
}

/** The resources of a tier with one of them broken. */
export function breakOne(
  resources: readonly PolicyResource[],
  { name, path, value }: BrokenCase,
): PolicyResource[] {
  const count = resources.filter((resource) => resource.name === name).length;
  if (count !== 1) throw new Error(`${count} resources are called ${name}.`);
  return resources.map((each) =>
    each.name === name ? (withValue(each, path, value) as PolicyResource) : each,
  );
}
