import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { MESSAGES } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";
import { snsSubscriptionPrice } from "./topic-subscription-price";

export const snsTopicSubscription = kind("aws:sns/topicSubscription:TopicSubscription", {
  name: nameless("Told apart by what it belongs to", putsAgain("topic", "protocol", "endpoint")),
  tags: "none",
  price: priced(snsSubscriptionPrice, [MESSAGES]),
  replaces: {
    inputs: ["endpoint", "protocol", "topic"],
    verification: "source",
    source: providerSource("sns/topic_subscription", "v5.52"),
  },
  changes: SAME_AT_EVERY_TIER,
});
