import { SAME_AT_EVERY_TIER, putsAgain } from "../facts";
import { kind } from "../kind";
import { MESSAGES } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { NOT_REREAD } from "../sources";
import { snsTopicPrice } from "./topic-price";

export const snsTopic = kind("aws:sns/topic:Topic", {
  name: { input: "name", lengthMax: 256, identity: putsAgain("name") },
  tags: "tags",
  price: priced(snsTopicPrice, [MESSAGES]),
  replaces: { inputs: ["fifoTopic", "name", "namePrefix"], verification: "knowledge", source: NOT_REREAD },
  changes: SAME_AT_EVERY_TIER,
});
