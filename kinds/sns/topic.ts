import { SAME_AT_EVERY_TIER, putsAgain } from "../facts";
import { kind } from "../kind";
import { MESSAGES } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";
import { snsTopicPrice } from "./topic-price";

export const snsTopic = kind("aws:sns/topic:Topic", {
  name: { input: "name", lengthMax: 256, identity: putsAgain("name") },
  tags: "tags",
  price: priced(snsTopicPrice, [MESSAGES]),
  replaces: {
    inputs: ["fifoTopic", "name", "namePrefix"],
    verification: "source",
    source: providerSource("sns/topic", "v5.52, and a file of 2026"),
  },
  changes: SAME_AT_EVERY_TIER,
});
