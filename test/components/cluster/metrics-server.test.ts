import { metricsServerValues } from "../../../components/cluster/metrics-server";
import { metricsServerMemoryMiB } from "../../../tiers/metrics-server";
import { TIER_NAMES, tierNamed } from "../../../tiers";

test("its pods ask for 40 MiB and 4 a node, for sixteen nodes at least", () => {
  expect(TIER_NAMES.map((tier) => metricsServerMemoryMiB(tierNamed(tier)))).toEqual([
    104, 104, 104, 104, 108, 132,
  ]);
});

test("the add-on keeps its two pods on nodes of their own, each release by itself, and its own limit of memory", () => {
  expect(JSON.parse(metricsServerValues(tierNamed("500")))).toEqual({
    replicas: 2,
    resources: { requests: { cpu: "100m", memory: "104Mi" }, limits: { memory: "400Mi" } },
    topologySpreadConstraints: [
      {
        topologyKey: "kubernetes.io/hostname",
        maxSkew: 1,
        minDomains: 2,
        whenUnsatisfiable: "DoNotSchedule",
        nodeTaintsPolicy: "Honor",
        labelSelector: { matchLabels: { "app.kubernetes.io/name": "metrics-server" } },
        matchLabelKeys: ["pod-template-hash"],
      },
    ],
  });
});
