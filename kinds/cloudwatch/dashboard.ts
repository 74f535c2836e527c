import { AT_ONCE, putsAgain } from "../facts";
import { kind } from "../kind";
import { constant } from "../pricing/figures";
import type { Formula } from "../pricing/formula";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";

const SOURCE = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html";

/** The account's three free dashboards are not counted: they belong to all that the account does. */
const dashboardPrice: Formula = () => [
  {
    item: "dashboard",
    priceKey: "cloudwatch.dashboard",
    quantity: constant(1),
    basis: "fixed",
    assumption: null,
  },
];

export const cloudwatchDashboard = kind("aws:cloudwatch/dashboard:Dashboard", {
  name: { input: "dashboardName", lengthMax: 255, identity: putsAgain("dashboardName") },
  tags: "none",
  price: priced(dashboardPrice, [
    { title: "CloudWatch dashboards", usageType: /DashboardsUsage/, priceKey: /^cloudwatch\.dashboard/ },
  ]),
  replaces: {
    inputs: ["dashboardName"],
    verification: "source",
    source: providerSource("cloudwatch/dashboard", "v5.52"),
  },
  changes: [
    {
      property: "dashboardBody",
      ...AT_ONCE,
      note: "The dashboard shows what the new size has, with its numbers",
      source: SOURCE,
    },
  ],
  deletes: [
    {
      ...AT_ONCE,
      note: "The dashboard goes; the metrics that it showed stay",
      source: SOURCE,
    },
  ],
});
