import { SAME_AT_EVERY_TIER, putsAgain } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { NOT_REREAD } from "../sources";
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
  replaces: { inputs: ["name"], verification: "knowledge", source: NOT_REREAD },
  changes: SAME_AT_EVERY_TIER,
});
