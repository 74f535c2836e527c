import { SAME_AT_EVERY_TIER } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const costexplorerAnomalyMonitor = kind("aws:costexplorer/anomalyMonitor:AnomalyMonitor", {
  name: { input: "name", lengthMax: 100 },
  tags: "tags",
  price: free("AWS does not charge for cost anomaly detection"),
  replaces: {
    inputs: ["monitorDimension", "monitorSpecification", "monitorType"],
    verification: "mixed",
    source:
      "hashicorp/terraform-provider-aws:internal/service/ce/anomaly_monitor.go (v5.8x+) (dimension and specification seen; type: knowledge). Older versions changed dimension in place",
  },
  changes: SAME_AT_EVERY_TIER,
  onlyWith: "costAnomaly",
});
