import { forbidLoadBalancerService } from "./rules/forbid-load-balancer-service";
import { forbidOpenClusterEndpoint } from "./rules/forbid-open-cluster-endpoint";
import { forbidOpenIngress } from "./rules/forbid-open-ingress";
import { forbidPrivilegeEscalation } from "./rules/forbid-privilege-escalation";
import { forbidPublicDatabase } from "./rules/forbid-public-database";
import { forbidPublicLoadBalancer } from "./rules/forbid-public-load-balancer";
import { forbidPublicObjects } from "./rules/forbid-public-objects";
import { forbidPublicSubnetAddresses } from "./rules/forbid-public-subnet-addresses";
import { forbidSecretConfigMaps } from "./rules/forbid-secret-config-maps";
import { forbidSecretLiterals } from "./rules/forbid-secret-literals";
import { forbidWildcardActions } from "./rules/forbid-wildcard-actions";
import { forbidWildcardResources } from "./rules/forbid-wildcard-resources";
import { requireBlockingWebFirewall } from "./rules/require-blocking-web-firewall";
import { requireBucketEncryption } from "./rules/require-bucket-encryption";
import { requireBucketTls } from "./rules/require-bucket-tls";
import { requireCacheAutomaticFailover } from "./rules/require-cache-automatic-failover";
import { requireCacheEncryptionAtRest } from "./rules/require-cache-encryption-at-rest";
import { requireCacheEncryptionInTransit } from "./rules/require-cache-encryption-in-transit";
import { requireCacheReplicas } from "./rules/require-cache-replicas";
import { requireClusterSecretsEncryption } from "./rules/require-cluster-secrets-encryption";
import { requireControlPlaneLogs } from "./rules/require-control-plane-logs";
import { requireCostTags } from "./rules/require-cost-tags";
import { requireCostWithinBudget } from "./rules/require-cost-within-budget";
import { requireDatabaseBackups } from "./rules/require-database-backups";
import { requireDatabaseDeletionProtection } from "./rules/require-database-deletion-protection";
import { requireDatabaseEncryption } from "./rules/require-database-encryption";
import { requireDatabaseReplicas } from "./rules/require-database-replicas";
import { requireDatabaseStandby } from "./rules/require-database-standby";
import { requireDatabaseTls } from "./rules/require-database-tls";
import { requireDefaultDeny } from "./rules/require-default-deny";
import { requireDisruptionBudget } from "./rules/require-disruption-budget";
import { requireDroppedCapabilities } from "./rules/require-dropped-capabilities";
import { requireFinalDatabaseSnapshot } from "./rules/require-final-database-snapshot";
import { requireHttps } from "./rules/require-https";
import { requireImageDigest } from "./rules/require-image-digest";
import { requireKeyRotation } from "./rules/require-key-rotation";
import { requireLogRetention } from "./rules/require-log-retention";
import { requireMemoryLimits } from "./rules/require-memory-limits";
import { requireNonRoot } from "./rules/require-non-root";
import { requireOwnerComponent } from "./rules/require-owner-component";
import { requireProbes } from "./rules/require-probes";
import { requireProtection } from "./rules/require-protection";
import { requireQueueEncryption } from "./rules/require-queue-encryption";
import { requireReadOnlyRoot } from "./rules/require-read-only-root";
import { requireRoomOnNodes } from "./rules/require-room-on-nodes";
import { requireSecretEncryption } from "./rules/require-secret-encryption";
import { requireSecretRecovery } from "./rules/require-secret-recovery";
import { requireSessionTokens } from "./rules/require-session-tokens";
import { requireStandardSupport } from "./rules/require-standard-support";
import { requireTopicEncryption } from "./rules/require-topic-encryption";
import { requireVectorReplication } from "./rules/require-vector-replication";
import { requireVolumeEncryption } from "./rules/require-volume-encryption";
import { requireWebFirewall } from "./rules/require-web-firewall";
import { requireZoneSpread } from "./rules/require-zone-spread";
import type { Rule } from "./rule";

/** Every rule, by id. */
export const RULES: readonly Rule[] = [
  forbidLoadBalancerService,
  forbidOpenClusterEndpoint,
  forbidOpenIngress,
  forbidPrivilegeEscalation,
  forbidPublicDatabase,
  forbidPublicLoadBalancer,
  forbidPublicObjects,
  forbidPublicSubnetAddresses,
  forbidSecretConfigMaps,
  forbidSecretLiterals,
  forbidWildcardActions,
  forbidWildcardResources,
  requireBlockingWebFirewall,
  requireBucketEncryption,
  requireBucketTls,
  requireCacheAutomaticFailover,
  requireCacheEncryptionAtRest,
  requireCacheEncryptionInTransit,
  requireCacheReplicas,
  requireClusterSecretsEncryption,
  requireControlPlaneLogs,
  requireCostTags,
  requireCostWithinBudget,
  requireDatabaseBackups,
  requireDatabaseDeletionProtection,
  requireDatabaseEncryption,
  requireDatabaseReplicas,
  requireDatabaseStandby,
  requireDatabaseTls,
  requireDefaultDeny,
  requireDisruptionBudget,
  requireDroppedCapabilities,
  requireFinalDatabaseSnapshot,
  requireHttps,
  requireImageDigest,
  requireKeyRotation,
  requireLogRetention,
  requireMemoryLimits,
  requireNonRoot,
  requireOwnerComponent,
  requireProbes,
  requireProtection,
  requireQueueEncryption,
  requireReadOnlyRoot,
  requireRoomOnNodes,
  requireSecretEncryption,
  requireSecretRecovery,
  requireSessionTokens,
  requireStandardSupport,
  requireTopicEncryption,
  requireVectorReplication,
  requireVolumeEncryption,
  requireWebFirewall,
  requireZoneSpread,
];
