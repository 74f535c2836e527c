import { forbidBroadManagedPolicies } from "./rules/forbid-broad-managed-policies";
import { forbidForeignAccounts } from "./rules/forbid-foreign-accounts";
import { forbidGuestRights } from "./rules/forbid-guest-rights";
import { forbidInternetAnswers } from "./rules/forbid-internet-answers";
import { forbidLoadBalancerService } from "./rules/forbid-load-balancer-service";
import { forbidOpenClusterEndpoint } from "./rules/forbid-open-cluster-endpoint";
import { forbidOpenIngress } from "./rules/forbid-open-ingress";
import { forbidOpenNetworkPolicies } from "./rules/forbid-open-network-policies";
import { forbidOpenResourcePolicies } from "./rules/forbid-open-resource-policies";
import { forbidOpenTrust } from "./rules/forbid-open-trust";
import { forbidPrivilegeEscalation } from "./rules/forbid-privilege-escalation";
import { forbidPublicDatabase } from "./rules/forbid-public-database";
import { forbidPublicLoadBalancer } from "./rules/forbid-public-load-balancer";
import { forbidPublicObjects } from "./rules/forbid-public-objects";
import { forbidPublicSubnetAddresses } from "./rules/forbid-public-subnet-addresses";
import { forbidPublicSubnets } from "./rules/forbid-public-subnets";
import { forbidSecretConfigMaps } from "./rules/forbid-secret-config-maps";
import { forbidSecretLiterals } from "./rules/forbid-secret-literals";
import { forbidStrangersAtStores } from "./rules/forbid-strangers-at-stores";
import { forbidWideSecurityGroupRules } from "./rules/forbid-wide-security-group-rules";
import { forbidWildcardActions } from "./rules/forbid-wildcard-actions";
import { forbidWildcardResources } from "./rules/forbid-wildcard-resources";
import { requireAvailableSettings } from "./rules/require-available-settings";
import { requireBlockingWebFirewall } from "./rules/require-blocking-web-firewall";
import { requireBucketEncryption } from "./rules/require-bucket-encryption";
import { requireBucketSettings } from "./rules/require-bucket-settings";
import { requireBucketTls } from "./rules/require-bucket-tls";
import { requireCacheAutomaticFailover } from "./rules/require-cache-automatic-failover";
import { requireCacheEncryptionAtRest } from "./rules/require-cache-encryption-at-rest";
import { requireCacheEncryptionInTransit } from "./rules/require-cache-encryption-in-transit";
import { requireCacheReplicas } from "./rules/require-cache-replicas";
import { requireClosedDefaultGroup } from "./rules/require-closed-default-group";
import { requireClusterSecretsEncryption } from "./rules/require-cluster-secrets-encryption";
import { requireCompanions } from "./rules/require-companions";
import { requireControlPlaneLogs } from "./rules/require-control-plane-logs";
import { requireCopiesInAnotherAccount } from "./rules/require-copies-in-another-account";
import { requireCopiesInAnotherRegion } from "./rules/require-copies-in-another-region";
import { requireCostTags } from "./rules/require-cost-tags";
import { requireCostWithinBudget } from "./rules/require-cost-within-budget";
import { requireDatabaseBackups } from "./rules/require-database-backups";
import { requireDatabaseDeletionProtection } from "./rules/require-database-deletion-protection";
import { requireDatabaseEncryption } from "./rules/require-database-encryption";
import { requireDatabaseReplicas } from "./rules/require-database-replicas";
import { requireDatabaseStandby } from "./rules/require-database-standby";
import { requireDatabaseTls } from "./rules/require-database-tls";
import { requireDeadLetters } from "./rules/require-dead-letters";
import { requireDefaultDeny } from "./rules/require-default-deny";
import { requireDeletionProtection } from "./rules/require-deletion-protection";
import { requireDisruptionBudget } from "./rules/require-disruption-budget";
import { requireDroppedCapabilities } from "./rules/require-dropped-capabilities";
import { requireDurableSettings } from "./rules/require-durable-settings";
import { requireEnforcedNetworkPolicies } from "./rules/require-enforced-network-policies";
import { requireFinalDatabaseSnapshot } from "./rules/require-final-database-snapshot";
import { requireFittingRoles } from "./rules/require-fitting-roles";
import { requireHeardAlarms } from "./rules/require-heard-alarms";
import { requireHeardBudgets } from "./rules/require-heard-budgets";
import { requireHttps } from "./rules/require-https";
import { requireImageDigest } from "./rules/require-image-digest";
import { requireKeyRotation } from "./rules/require-key-rotation";
import { requireKnownClusterAccess } from "./rules/require-known-cluster-access";
import { requireKnownTypes } from "./rules/require-known-types";
import { requireLogGroups } from "./rules/require-log-groups";
import { requireLogRetention } from "./rules/require-log-retention";
import { requireMemoryLimits } from "./rules/require-memory-limits";
import { requireNonRoot } from "./rules/require-non-root";
import { requireOriginTls } from "./rules/require-origin-tls";
import { requireOwnKey } from "./rules/require-own-key";
import { requireOwnNames } from "./rules/require-own-names";
import { requireOwnReferences } from "./rules/require-own-references";
import { requireOwnerComponent } from "./rules/require-owner-component";
import { requirePrivateSettings } from "./rules/require-private-settings";
import { requirePrivateStatementLog } from "./rules/require-private-statement-log";
import { requireProbes } from "./rules/require-probes";
import { requirePromiseAlarms } from "./rules/require-promise-alarms";
import { requireProtection } from "./rules/require-protection";
import { requireQueueEncryption } from "./rules/require-queue-encryption";
import { requireReadOnlyRoot } from "./rules/require-read-only-root";
import { requireRequestLogs } from "./rules/require-request-logs";
import { requireRoomOnNodes } from "./rules/require-room-on-nodes";
import { requireSaturationAlarms } from "./rules/require-saturation-alarms";
import { requireSecretEncryption } from "./rules/require-secret-encryption";
import { requireSecretRecovery } from "./rules/require-secret-recovery";
import { requireSessionTokens } from "./rules/require-session-tokens";
import { requireShippedPodLogs } from "./rules/require-shipped-pod-logs";
import { requireStandardSupport } from "./rules/require-standard-support";
import { requireStoreAuthentication } from "./rules/require-store-authentication";
import { requireTopicEncryption } from "./rules/require-topic-encryption";
import { requireUsedParameterGroups } from "./rules/require-used-parameter-groups";
import { requireVectorReplication } from "./rules/require-vector-replication";
import { requireVolumeEncryption } from "./rules/require-volume-encryption";
import { requireWatchedSettings } from "./rules/require-watched-settings";
import { requireWaysOfTraffic } from "./rules/require-ways-of-traffic";
import { requireWebFirewall } from "./rules/require-web-firewall";
import { requireZoneSpread } from "./rules/require-zone-spread";
import type { Rule } from "./rule";

/** Every rule, by id. */
export const RULES: readonly Rule[] = [
  forbidBroadManagedPolicies,
  forbidForeignAccounts,
  forbidGuestRights,
  forbidInternetAnswers,
  forbidLoadBalancerService,
  forbidOpenClusterEndpoint,
  forbidOpenIngress,
  forbidOpenNetworkPolicies,
  forbidOpenResourcePolicies,
  forbidOpenTrust,
  forbidPrivilegeEscalation,
  forbidPublicDatabase,
  forbidPublicLoadBalancer,
  forbidPublicObjects,
  forbidPublicSubnetAddresses,
  forbidPublicSubnets,
  forbidSecretConfigMaps,
  forbidSecretLiterals,
  forbidStrangersAtStores,
  forbidWideSecurityGroupRules,
  forbidWildcardActions,
  forbidWildcardResources,
  requireAvailableSettings,
  requireBlockingWebFirewall,
  requireBucketEncryption,
  requireBucketSettings,
  requireBucketTls,
  requireCacheAutomaticFailover,
  requireCacheEncryptionAtRest,
  requireCacheEncryptionInTransit,
  requireCacheReplicas,
  requireClosedDefaultGroup,
  requireClusterSecretsEncryption,
  requireCompanions,
  requireControlPlaneLogs,
  requireCopiesInAnotherAccount,
  requireCopiesInAnotherRegion,
  requireCostTags,
  requireCostWithinBudget,
  requireDatabaseBackups,
  requireDatabaseDeletionProtection,
  requireDatabaseEncryption,
  requireDatabaseReplicas,
  requireDatabaseStandby,
  requireDatabaseTls,
  requireDeadLetters,
  requireDefaultDeny,
  requireDeletionProtection,
  requireDisruptionBudget,
  requireDroppedCapabilities,
  requireDurableSettings,
  requireEnforcedNetworkPolicies,
  requireFinalDatabaseSnapshot,
  requireFittingRoles,
  requireHeardAlarms,
  requireHeardBudgets,
  requireHttps,
  requireImageDigest,
  requireKeyRotation,
  requireKnownClusterAccess,
  requireKnownTypes,
  requireLogGroups,
  requireLogRetention,
  requireMemoryLimits,
  requireNonRoot,
  requireOriginTls,
  requireOwnKey,
  requireOwnNames,
  requireOwnReferences,
  requireOwnerComponent,
  requirePrivateSettings,
  requirePrivateStatementLog,
  requireProbes,
  requirePromiseAlarms,
  requireProtection,
  requireQueueEncryption,
  requireReadOnlyRoot,
  requireRequestLogs,
  requireRoomOnNodes,
  requireSaturationAlarms,
  requireSecretEncryption,
  requireSecretRecovery,
  requireSessionTokens,
  requireShippedPodLogs,
  requireStandardSupport,
  requireStoreAuthentication,
  requireTopicEncryption,
  requireUsedParameterGroups,
  requireVectorReplication,
  requireVolumeEncryption,
  requireWatchedSettings,
  requireWaysOfTraffic,
  requireWebFirewall,
  requireZoneSpread,
];
