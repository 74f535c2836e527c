import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { NOT_REREAD } from "../sources";

export const snsTopicPolicy = kind("aws:sns/topicPolicy:TopicPolicy", {
  name: nameless("Told apart by what it belongs to", putsAgain("arn")),
  tags: "none",
  price: free("AWS does not charge for topic policies"),
  replaces: { inputs: ["arn"], verification: "knowledge", source: NOT_REREAD },
  changes: SAME_AT_EVERY_TIER,
});
