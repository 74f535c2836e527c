import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const costexplorerAnomalySubscription = kind(
  "aws:costexplorer/anomalySubscription:AnomalySubscription",
  {
    name: { input: "name", lengthMax: 100, identity: refusesSecond("name") },
    tags: "tags",
    price: free("AWS does not charge for cost anomaly detection; its alerts are counted at the topic"),
    replaces: {
      inputs: ["accountId", "name"],
      verification: "source",
      source: "hashicorp/terraform-provider-aws:internal/service/ce/anomaly_subscription.go (v5.4x era)",
    },
    changes: SAME_AT_EVERY_TIER,
    onlyWith: "costAnomaly",
  },
);
