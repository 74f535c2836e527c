import { SAME_AT_EVERY_TIER, putsAgain } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";
import { metricAlarmPrice } from "./metric-alarm-price";

export const cloudwatchMetricAlarm = kind("aws:cloudwatch/metricAlarm:MetricAlarm", {
  name: { input: "name", lengthMax: 255, identity: putsAgain("name") },
  tags: "tags",
  price: priced(metricAlarmPrice, [
    {
      title: "CloudWatch alarms",
      usageType: /AlarmMonitorUsage|MetricInsightAlarmUsage/,
      priceKey: /^cloudwatch\.alarm/,
    },
  ]),
  replaces: {
    inputs: ["name"],
    verification: "source",
    source: providerSource("cloudwatch/metric_alarm", "v5.52"),
  },
  changes: SAME_AT_EVERY_TIER,
});
