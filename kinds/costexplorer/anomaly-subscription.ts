import { AT_ONCE, refusesSecond } from "../facts";
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
    changes: [
      {
        property: "thresholdExpression",
        ...AT_ONCE,
        note: "Unusual costs are told from another amount on",
        source:
          "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_UpdateAnomalySubscription.html",
      },
    ],
    onlyWith: "costAnomaly",
  },
);
