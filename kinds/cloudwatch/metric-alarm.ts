import { putsAgain } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";
import { ALARMS, ALARM_CHANGES, ALARM_DELETES } from "./alarm-facts";
import { metricAlarmPrice } from "./metric-alarm-price";

export const cloudwatchMetricAlarm = kind("aws:cloudwatch/metricAlarm:MetricAlarm", {
  name: { input: "name", lengthMax: 255, identity: putsAgain("name") },
  tags: "tags",
  price: priced(metricAlarmPrice, [ALARMS]),
  replaces: {
    inputs: ["name"],
    verification: "source",
    source: providerSource("cloudwatch/metric_alarm", "v5.52"),
  },
  changes: ALARM_CHANGES,
  deletes: ALARM_DELETES,
});
