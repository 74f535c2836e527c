import { forbidLoadBalancerService } from "./rules/forbid-load-balancer-service";
import { forbidOpenClusterEndpoint } from "./rules/forbid-open-cluster-endpoint";
import { forbidOpenIngress } from "./rules/forbid-open-ingress";
import { forbidPrivilegeEscalation } from "./rules/forbid-privilege-escalation";
import { forbidPublicDatabase } from "./rules/forbid-public-database";
import { forbidPublicLoadBalancer } from "./rules/forbid-public-load-balancer";
import { forbidPublicObjects } from "./rules/forbid-public-objects";
import { forbidPublicSubnetAddresses } from "./rules/forbid-public-subnet-addresses";
import { forbidSecretLiterals } from "./rules/forbid-secret-literals";
import { forbidWildcardActions } from "./rules/forbid-wildcard-actions";
import { forbidWildcardResources } from "./rules/forbid-wildcard-resources";
import { requireCacheAutomaticFailover } from "./rules/require-cache-automatic-failover";
import { requireCacheEncryptionAtRest } from "./rules/require-cache-encryption-at-rest";
import { requireCacheEncryptionInTransit } from "./rules/require-cache-encryption-in-transit";
import { requireCacheReplicas } from "./rules/require-cache-replicas";
import { requireClusterSecretsEncryption } from "./rules/require-cluster-secrets-encryption";
import { requireControlPlaneLogs } from "./rules/require-control-plane-logs";
import { requireCostTags } from "./rules/require-cost-tags";
import { requireDatabaseBackups } from "./rules/require-database-backups";
import { requireDatabaseDeletionProtection } from "./rules/require-database-deletion-protection";
import { requireDatabaseEncryption } from "./rules/require-database-encryption";
import { requireDatabaseStandby } from "./rules/require-database-standby";
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
import { requireProbes } from "./rules/require-probes";
import { requireProtection } from "./rules/require-protection";
import { requireQueueEncryption } from "./rules/require-queue-encryption";
import { requireReadOnlyRoot } from "./rules/require-read-only-root";
import { requireSecretEncryption } from "./rules/require-secret-encryption";
import { requireSecretRecovery } from "./rules/require-secret-recovery";
import { requireSessionTokens } from "./rules/require-session-tokens";
import { requireStandardSupport } from "./rules/require-standard-support";
import { requireTopicEncryption } from "./rules/require-topic-encryption";
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
  forbidSecretLiterals,
  forbidWildcardActions,
  forbidWildcardResources,
  requireCacheAutomaticFailover,
  requireCacheEncryptionAtRest,
  requireCacheEncryptionInTransit,
  requireCacheReplicas,
  requireClusterSecretsEncryption,
  requireControlPlaneLogs,
  requireCostTags,
  requireDatabaseBackups,
  requireDatabaseDeletionProtection,
  requireDatabaseEncryption,
  requireDatabaseStandby,
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
  requireProbes,
  requireProtection,
  requireQueueEncryption,
  requireReadOnlyRoot,
  requireSecretEncryption,
  requireSecretRecovery,
  requireSessionTokens,
  requireStandardSupport,
  requireTopicEncryption,
  requireWebFirewall,
  requireZoneSpread,
];
