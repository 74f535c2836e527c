import { NO_DOWNTIME, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const budgetsBudget = kind("aws:budgets/budget:Budget", {
  name: { input: "name", lengthMax: 100, identity: refusesSecond("name") },
  tags: "tags",
  price: free("AWS does not charge for budgets that only notify"),
  replaces: {
    inputs: ["accountId", "name", "namePrefix"],
    verification: "source",
    source: providerSource("budgets/budget", "v5.52"),
  },
  changes: [
    {
      property: "limitAmount",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0,
      minutesMax: 1,
      note: "Alerts come at another amount",
      source: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
    },
  ],
});
