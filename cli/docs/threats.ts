/** What a rule protects from, in the order of the page. */
export interface Threat {
  readonly title: string;
  /** What happens to whom. */
  readonly meaning: string;
  /** Ids of rules. */
  readonly rules: readonly string[];
}

export const THREATS: readonly Threat[] = [
  {
    title: "Strangers come in over the network",
    meaning: "Somebody on the internet, or a pod that was broken into, reaches what is not meant for him.",
    rules: [
      "forbid-internet-answers",
      "forbid-load-balancer-service",
      "forbid-open-cluster-endpoint",
      "forbid-open-ingress",
      "forbid-open-network-policies",
      "forbid-public-database",
      "forbid-public-load-balancer",
      "forbid-public-objects",
      "forbid-public-subnet-addresses",
      "forbid-public-subnets",
      "forbid-strangers-at-stores",
      "forbid-wide-security-group-rules",
      "require-blocking-web-firewall",
      "require-closed-default-group",
      "require-default-deny",
      "require-enforced-network-policies",
      "require-web-firewall",
    ],
  },
  {
    title: "Somebody may do more than he must",
    meaning: "A leaked credential or a deceived service of AWS goes further than the one thing it was for.",
    rules: [
      "forbid-broad-managed-policies",
      "forbid-foreign-accounts",
      "forbid-guest-rights",
      "forbid-open-resource-policies",
      "forbid-open-trust",
      "forbid-wildcard-actions",
      "forbid-wildcard-resources",
      "require-fitting-roles",
      "require-known-cluster-access",
      "require-session-tokens",
      "require-store-authentication",
    ],
  },
  {
    title: "A container breaks out",
    meaning: "A fault of one library becomes a fault of the node and of everything on it.",
    rules: [
      "forbid-privilege-escalation",
      "require-dropped-capabilities",
      "require-image-digest",
      "require-non-root",
      "require-read-only-root",
    ],
  },
  {
    title: "Data is read by others",
    meaning: "Disks, snapshots, logs or the wire show what is in the product.",
    rules: [
      "forbid-secret-config-maps",
      "forbid-secret-literals",
      "require-bucket-encryption",
      "require-bucket-tls",
      "require-cache-encryption-at-rest",
      "require-cache-encryption-in-transit",
      "require-cluster-secrets-encryption",
      "require-database-encryption",
      "require-database-tls",
      "require-https",
      "require-key-rotation",
      "require-origin-tls",
      "require-own-key",
      "require-own-names",
      "require-own-references",
      "require-private-settings",
      "require-private-statement-log",
      "require-queue-encryption",
      "require-secret-encryption",
      "require-topic-encryption",
      "require-volume-encryption",
    ],
  },
  {
    title: "Data is lost",
    meaning: "A wrong command, a renamed resource or a full queue, and no copy from before it.",
    rules: [
      "require-bucket-settings",
      "require-companions",
      "require-copies-in-another-account",
      "require-copies-in-another-region",
      "require-database-backups",
      "require-database-deletion-protection",
      "require-dead-letters",
      "require-deletion-protection",
      "require-durable-settings",
      "require-final-database-snapshot",
      "require-protection",
      "require-secret-recovery",
      "require-used-parameter-groups",
      "require-vector-replication",
    ],
  },
  {
    title: "The product stands still",
    meaning: "A zone, a node or a peer fails, or is replaced, and nothing takes over.",
    rules: [
      "require-available-settings",
      "require-cache-automatic-failover",
      "require-cache-replicas",
      "require-database-replicas",
      "require-database-standby",
      "require-disruption-budget",
      "require-memory-limits",
      "require-probes",
      "require-room-on-nodes",
      "require-ways-of-traffic",
      "require-zone-spread",
    ],
  },
  {
    title: "Nobody notices",
    meaning: "It goes wrong, or was broken into, and nothing says so, then or afterwards.",
    rules: [
      "require-control-plane-logs",
      "require-heard-alarms",
      "require-known-types",
      "require-log-groups",
      "require-log-retention",
      "require-promise-alarms",
      "require-request-logs",
      "require-saturation-alarms",
      "require-shipped-pod-logs",
      "require-watched-settings",
    ],
  },
  {
    title: "The bill grows",
    meaning: "Money is spent on what nobody needs, or by whom nobody knows.",
    rules: [
      "require-cost-tags",
      "require-cost-within-budget",
      "require-heard-budgets",
      "require-owner-component",
      "require-standard-support",
    ],
  },
];

/** Ids that stand in no group, or in several. */
export const ungrouped = (ids: readonly string[]): string[] =>
  ids.filter((id) => THREATS.filter(({ rules }) => rules.includes(id)).length !== 1);
