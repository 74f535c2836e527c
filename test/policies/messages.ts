/** What each broken case is told, word for word. */
export const MESSAGES: Readonly<Record<string, string>> = {
  "require-control-plane-logs":
    'cluster-control-plane: enabledClusterLogTypes is ["audit"]; allowed: at least audit and authenticator. Add them to cluster.controlPlaneLogTypes of the tier.',
  "require-zone-spread":
    "qdrant-peers: topologySpreadConstraints name no zone; allowed: one over topology.kubernetes.io/zone. Add a topologySpreadConstraint over the zones.",
  "require-disruption-budget":
    "qdrant-disruption-budget: no pod may ever be evicted; allowed: maxUnavailable of 1 or more. Add a PodDisruptionBudget with the workload's selector and maxUnavailable 1.",
  "forbid-public-database":
    "postgres-shard-0-primary: publiclyAccessible is true; allowed: false. Set publiclyAccessible to false.",
  "require-database-encryption":
    "postgres-shard-0-primary: storageEncrypted is not set; allowed: true. Set storageEncrypted to true; AWS cannot switch it on later.",
  "require-database-deletion-protection":
    "postgres-shard-0-primary: deletionProtection is false; allowed: true. Set deletionProtection to true; to take the stack down use allowDataDestruction.",
  "require-database-backups":
    "postgres-shard-0-primary: backupRetentionPeriod is 1; allowed: 7 or more. Raise postgres.backupRetentionDays of the tier.",
  "require-final-database-snapshot":
    "postgres-shard-0-primary: skipFinalSnapshot is true; allowed: false. Set skipFinalSnapshot to false and name the snapshot.",
  "require-database-standby":
    "postgres-shard-0-primary: multiAz is false; allowed: true. Set postgres.multiAz of the tier.",
  "require-cache-encryption-at-rest":
    "valkey-main-group: atRestEncryptionEnabled is false; allowed: true. Set atRestEncryptionEnabled to true.",
  "require-cache-encryption-in-transit":
    'valkey-main-group: transitEncryptionMode is "preferred"; allowed: "required". Set transitEncryptionEnabled to true and transitEncryptionMode to required.',
  "require-cache-automatic-failover":
    "valkey-main-group: automaticFailoverEnabled is false; allowed: true. Set automaticFailoverEnabled to true.",
  "require-cache-replicas":
    "valkey-main-group: replicasPerNodeGroup is 0; allowed: 1 or more. Set valkey.mainReplicasPerShard of the tier to 1 or more.",
  "forbid-public-load-balancer":
    "load-balancer-alb: internal is false; allowed: true. Set internal to true; CloudFront reaches it by its VPC origin.",
  "forbid-load-balancer-service":
    'app-web-service: spec.type is "LoadBalancer"; allowed: "ClusterIP" or not set. Use type ClusterIP and a TargetGroupBinding.',
  "forbid-open-ingress":
    'load-balancer-from-cloudfront: cidrIpv4 is "0.0.0.0/0"; allowed: a range of a prefix of /8 or longer (/16 for IPv6). Name a security group, a prefix list or a narrower range.',
  "forbid-public-subnet-addresses":
    "network-data-0: mapPublicIpOnLaunch is true; allowed: false. Set mapPublicIpOnLaunch to false.",
  "forbid-public-objects":
    "cdn-assets-public-access-block: blockPublicPolicy is false; allowed: true. Set all four switches of the public access block to true.",
  "require-queue-encryption":
    "app-embeddings-jobs: kmsMasterKeyId is not set; allowed: a value. Set kmsMasterKeyId.",
  "require-topic-encryption":
    "operations-alerts-topic: kmsMasterKeyId is not set; allowed: a value. Set kmsMasterKeyId.",
  "require-secret-recovery":
    "postgres-secret: recoveryWindowInDays is 0; allowed: 7 or more. Set recoveryWindowInDays to 7 or more.",
  "require-secret-encryption": "postgres-secret: kmsKeyId is not set; allowed: a value. Set kmsKeyId.",
  "require-key-rotation":
    "encryption-key-key: enableKeyRotation is false; allowed: true. Set enableKeyRotation to true.",
  "forbid-open-cluster-endpoint":
    'cluster-control-plane: vpcConfig.publicAccessCidrs is ["0.0.0.0/0"]; allowed: ranges of a prefix of /8 or longer (/16 for IPv6). Name the addresses that need it in publicAccessCidrs.',
  "require-standard-support":
    'cluster-control-plane: upgradePolicy.supportType is "EXTENDED"; allowed: "STANDARD". Set upgradePolicy.supportType to STANDARD.',
  "require-cluster-secrets-encryption":
    'cluster-control-plane: encryptionConfig.resources is []; allowed: ["secrets"] with a key. Name the key in encryptionConfig for the resource secrets.',
  "require-web-firewall": "cdn-distribution: webAclId is not set; allowed: a value. Set webAclId.",
  "require-https":
    'cdn-distribution: viewerProtocolPolicy is "allow-all"; allowed: redirect-to-https or https-only. Set viewerProtocolPolicy to redirect-to-https, and minimumProtocolVersion to TLSv1.2_2021 or later where the certificate is one\'s own.',
  "require-session-tokens":
    'network-nat-instance: metadataOptions.httpTokens is "optional"; allowed: "required". Set metadataOptions.httpTokens to required.',
  "forbid-wildcard-actions":
    "app-web-policy: statement Broken allows s3:*; allowed: named actions. Name the actions that are needed.",
  "forbid-wildcard-resources":
    "app-web-policy: statement Broken allows s3:GetObject on *; allowed: named resources, or a condition. Name the resources, or add a condition.",
  "require-memory-limits":
    "app-web-deployment: container node: resources.limits.memory not set; allowed: an amount. Set resources.requests.cpu, resources.requests.memory and resources.limits.memory.",
  "require-probes":
    "app-web-deployment: container node: readinessProbe is not set; allowed: a probe. Set readinessProbe and livenessProbe.",
  "require-non-root":
    "app-web-deployment: container node: runAsNonRoot is false; allowed: true. Set securityContext.runAsNonRoot to true.",
  "require-read-only-root":
    "app-web-deployment: container node: readOnlyRootFilesystem is not set; allowed: true. Set securityContext.readOnlyRootFilesystem to true.",
  "forbid-privilege-escalation":
    "app-web-deployment: container node: allowPrivilegeEscalation is true; allowed: false. Set securityContext.allowPrivilegeEscalation to false.",
  "require-dropped-capabilities":
    'app-web-deployment: container node: capabilities.drop is []; allowed: ["ALL"]. Set securityContext.capabilities.drop to ["ALL"].',
  "require-image-digest":
    'app-web-deployment: container node: image is "node:latest"; allowed: a name with a tag other than latest, or with a digest. Add @sha256: and the digest to the image.',
  "forbid-secret-literals":
    "app-web-deployment: container node: env holds a value for DATABASE_PASSWORD; allowed: a reference to a Secret. Take it from a Secret by valueFrom.secretKeyRef.",
  "require-default-deny":
    "qdrant-namespace: nothing denies traffic by default; allowed: a NetworkPolicy over all pods without rules, for Ingress and Egress. Add a NetworkPolicy with an empty podSelector and no rules to the namespace.",
  "require-protection":
    "postgres-shard-0-primary: protect is false; allowed: true. Pass protect: true in the resource's options.",
  "require-cost-tags":
    'postgres-shard-0-primary: tag monthly-budget-usd is "200"; allowed: "500". Pass the tags or labels of the component.',
  "require-cost-within-budget":
    "scaling-tiers-example: the expected cost is $1771.94, the ceiling is $1801.41; allowed: $500.00 a month. Take smaller sizes, or a larger tier; scale cost shows each line.",
  "require-room-on-nodes":
    "cluster-app-nodes: its limits hold 1 nodes, and the autoscalers' maximum needs 4; allowed: limits of 4 nodes or more. Raise appNodeCountMax, or lower the maximum of the autoscalers.",
  "require-vector-replication":
    'qdrant-rebalance-cron-job: REPLICATION_FACTOR is "1"; allowed: 2 or more. Set qdrant.replicationFactor to 2 or more.',
  "forbid-secret-config-maps":
    "app-contract: data holds STRIPE_API_KEY; allowed: nothing that lets anybody in. Keep it in a Secret.",
  "require-bucket-encryption":
    'qdrant-snapshots-encryption: sseAlgorithm is "none"; allowed: AES256 or aws:kms or aws:kms:dsse. Set sseAlgorithm to aws:kms, or to AES256 for what is public anyway.',
  "require-bucket-tls":
    'cdn-assets-policy: the policy lets plain HTTP in; allowed: a Deny of s3:* without TLS. Add a statement that denies s3:* where "aws:SecureTransport" is "false".',
  "require-database-tls":
    'postgres-parameters-postgres17: rds.force_ssl is "0"; allowed: "1". Set the parameter rds.force_ssl to 1.',
  "require-volume-encryption":
    'qdrant-storage-class: parameters.encrypted is "false"; allowed: "true". Set parameters.encrypted to "true".',
  "require-owner-component":
    "postgres-password: no component of a budget line is above it; allowed: network, cluster, app, qdrant, postgres, valkey, cdn, operations. Create it inside a component, with { parent: this }.",
  "require-log-retention":
    "cluster-log-group: retentionInDays is 1096; allowed: 1 to 731. Set retentionInDays; what must be kept longer belongs in a bucket.",
  "require-database-replicas":
    "postgres-shard-0-primary: it has 0 read replicas; allowed: 1 or more. Set postgres.replicasPerShard to 1 or more.",
};
