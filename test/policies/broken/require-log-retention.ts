import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cluster-log-group",
  path: "inputs.retentionInDays",
  value: 1096,
  message:
    "cluster-log-group: retentionInDays is 1096; allowed: 1 to 731. Set retentionInDays; archive longer in a bucket.",
};
