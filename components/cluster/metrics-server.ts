import { metricsServerMemoryMiB, type MeasuredNodes } from "../../tiers/metrics-server";

export const METRICS_SERVER = "metrics-server";

/**
 * Values of the EKS add-on, as JSON. Its own request of memory is for a hundred nodes, and nothing keeps its two pods apart: both
 * came to the one node that a fresh cluster has, and stayed there. What the add-on takes is said by `aws eks
 * describe-addon-configuration`; a value that it does not know is refused before anything changes.
 */
export const metricsServerValues = (tier: MeasuredNodes): string =>
  JSON.stringify({
    replicas: 2,
    resources: {
      requests: { cpu: "100m", memory: `${metricsServerMemoryMiB(tier)}Mi` },
      limits: { memory: "400Mi" },
    },
    topologySpreadConstraints: [
      {
        topologyKey: "kubernetes.io/hostname",
        maxSkew: 1,
        minDomains: 2,
        whenUnsatisfiable: "DoNotSchedule",
        nodeTaintsPolicy: "Honor",
        labelSelector: { matchLabels: { "app.kubernetes.io/name": METRICS_SERVER } },
        matchLabelKeys: ["pod-template-hash"],
      },
    ],
  });
