import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const cloudwatchLogDeliveryDestination = kind(
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
  {
    name: { input: "name", lengthMax: 60, identity: refusesSecond("name") },
    tags: "tags",
    price: free("The bucket behind it is priced"),
    replaces: {
      inputs: ["deliveryDestinationType", "name", "outputFormat", "region"],
      verification: "source",
      source: providerSource("logs/delivery_destination", "a file of 2025"),
    },
    changes: SAME_AT_EVERY_TIER,
  },
);
