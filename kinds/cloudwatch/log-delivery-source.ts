import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const cloudwatchLogDeliverySource = kind("aws:cloudwatch/logDeliverySource:LogDeliverySource", {
  name: { input: "name", lengthMax: 60, identity: refusesSecond("name") },
  tags: "tags",
  price: free("What is delivered is charged, not who may deliver"),
  replaces: {
    inputs: ["logType", "name", "region", "resourceArn"],
    verification: "source",
    source: providerSource("logs/delivery_source", "a file of 2026"),
  },
  changes: SAME_AT_EVERY_TIER,
});
