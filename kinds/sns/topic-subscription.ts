import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { MESSAGES } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { NOT_REREAD } from "../sources";
import { snsSubscriptionPrice } from "./topic-subscription-price";

export const snsTopicSubscription = kind("aws:sns/topicSubscription:TopicSubscription", {
  name: nameless("Told apart by what it belongs to", putsAgain("topic", "protocol", "endpoint")),
  tags: "none",
  price: priced(snsSubscriptionPrice, [MESSAGES]),
  replaces: { inputs: ["endpoint", "protocol", "topic"], verification: "knowledge", source: NOT_REREAD },
  changes: SAME_AT_EVERY_TIER,
});
