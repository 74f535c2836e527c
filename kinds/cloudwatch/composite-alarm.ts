import { putsAgain } from "../facts";
import { kind } from "../kind";
import { constant } from "../pricing/figures";
import type { Formula } from "../pricing/formula";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";
import { ALARMS, ALARM_CHANGES, ALARM_DELETES } from "./alarm-facts";

/** Each has a price of its own, whatever it reads (https://aws.amazon.com/cloudwatch/pricing/). */
const compositeAlarmPrice: Formula = () => [
  {
    item: "composite alarm",
    priceKey: "cloudwatch.alarm.composite",
    quantity: constant(1),
    basis: "fixed",
    assumption: null,
  },
];

export const cloudwatchCompositeAlarm = kind("aws:cloudwatch/compositeAlarm:CompositeAlarm", {
  name: { input: "alarmName", lengthMax: 255, identity: putsAgain("alarmName") },
  tags: "tags",
  price: priced(compositeAlarmPrice, [ALARMS]),
  replaces: {
    inputs: ["actionsEnabled", "alarmName"],
    verification: "source",
    source: providerSource("cloudwatch/composite_alarm", "v5.52"),
  },
  changes: ALARM_CHANGES,
  deletes: ALARM_DELETES,
});
