import { AT_ONCE, refusesSecond, type ChangeRule } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";
import { appMonitorPrice } from "./app-monitor-price";

const change = (property: string, note: string): ChangeRule => ({
  property,
  ...AT_ONCE,
  note,
  source: "https://docs.aws.amazon.com/cloudwatchrum/latest/APIReference/API_UpdateAppMonitor.html",
});

export const rumAppMonitor = kind("aws:rum/appMonitor:AppMonitor", {
  name: { input: "name", lengthMax: 255, identity: refusesSecond("name") },
  tags: "tags",
  price: priced(appMonitorPrice, [
    { title: "CloudWatch RUM", usageType: /RUM/, priceKey: /^cloudwatch\.rum/ },
  ]),
  replaces: {
    inputs: ["name"],
    verification: "source",
    source: providerSource("rum/app_monitor", "v5.x, with the second SDK of AWS"),
  },
  changes: [
    change("appMonitorConfiguration", "More or fewer sessions are measured"),
    change("domain", "Sessions on another host name are measured"),
  ],
  deletes: [
    {
      ...AT_ONCE,
      note: "Browsers are not measured any more; what they have reported goes within 30 days",
      source: "https://docs.aws.amazon.com/cloudwatchrum/latest/APIReference/API_DeleteAppMonitor.html",
    },
  ],
  computed: (name) => ({ appMonitorId: `${name}-app-monitor-id` }),
});
