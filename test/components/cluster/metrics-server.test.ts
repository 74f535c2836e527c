import { metricsServerValues } from "../../../components/cluster/metrics-server";
import { metricsServerMemoryMiB } from "../../../tiers/metrics-server";
import { TIER_NAMES, tierNamed } from "../../../tiers";

test("its pods ask for 40 MiB and 4 a node, for sixteen nodes at least", () => {
  expect(TIER_NAMES.map((tier) => metricsServerMemoryMiB(tierNamed(tier)))).toEqual([
    104, 104, 104, 104, 108, 132,
  ]);
});

test("beside peers the add-on keeps its two pods in two zones, each release by itself, and its own limit of memory", () => {
  expect(JSON.parse(metricsServerValues(tierNamed("500")))).toEqual({
    replicas: 2,
    resources: { requests: { cpu: "100m", memory: "104Mi" }, limits: { memory: "400Mi" } },
    topologySpreadConstraints: [
      {
        topologyKey: "topology.kubernetes.io/zone",
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

test("where the app has nodes of its own, its two pods go where there is room", () => {
  expect(JSON.parse(metricsServerValues(tierNamed("2k")))).toMatchObject({ topologySpreadConstraints: [] });
});
