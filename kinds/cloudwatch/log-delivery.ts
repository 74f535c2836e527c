import { SAME_AT_EVERY_TIER, nameless, refusesSecond } from "../facts";
import { kind } from "../kind";
import { LOGS_TAKEN_IN } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";
import { logDeliveryPrice } from "./log-delivery-price";

export const cloudwatchLogDelivery = kind("aws:cloudwatch/logDelivery:LogDelivery", {
  name: nameless("AWS gives it an id", refusesSecond("deliverySourceName", "deliveryDestinationArn")),
  tags: "tags",
  price: priced(logDeliveryPrice, [LOGS_TAKEN_IN]),
  replaces: {
    inputs: ["deliveryDestinationArn", "deliverySourceName", "region"],
    verification: "source",
    source: providerSource("logs/delivery", "a file of 2025"),
  },
  changes: SAME_AT_EVERY_TIER,
});
