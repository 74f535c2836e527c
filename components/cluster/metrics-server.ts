import { metricsServerMemoryMiB, type MeasuredNodes } from "../../tiers/metrics-server";

export const METRICS_SERVER = "metrics-server";

/**
 * Beside Qdrant's peers a node has room for one of its pods: else both come to the one node that a fresh cluster has, stay there,
 * and a new web pod has no place beside the old one (0062). Where the app has nodes of its own, two that are kept apart would take
 * the place of a third node, and web pods would be in two zones.
 */
const IN_TWO_ZONES = [
  {
    topologyKey: "topology.kubernetes.io/zone",
    maxSkew: 1,
    minDomains: 2,
    whenUnsatisfiable: "DoNotSchedule",
    nodeTaintsPolicy: "Honor",
    labelSelector: { matchLabels: { "app.kubernetes.io/name": METRICS_SERVER } },
    matchLabelKeys: ["pod-template-hash"],
  },
];

/**
 * Values of the EKS add-on, as JSON. What it takes is said by `aws eks describe-addon-configuration`; a value that it does not know
 * is refused before anything changes.
 */
export const metricsServerValues = (tier: MeasuredNodes): string =>
  JSON.stringify({
    replicas: 2,
    resources: {
      requests: { cpu: "100m", memory: `${metricsServerMemoryMiB(tier)}Mi` },
      limits: { memory: "400Mi" },
    },
    topologySpreadConstraints: tier.qdrant.placement === "shared" ? IN_TWO_ZONES : [],
  });
