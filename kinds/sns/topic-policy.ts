import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const snsTopicPolicy = kind("aws:sns/topicPolicy:TopicPolicy", {
  name: nameless("Told apart by what it belongs to", putsAgain("arn")),
  tags: "none",
  price: free("AWS does not charge for topic policies"),
  replaces: {
    inputs: ["arn"],
    verification: "source",
    source: providerSource("sns/topic_policy", "v5.52, and a file of 2026"),
  },
  changes: SAME_AT_EVERY_TIER,
});
