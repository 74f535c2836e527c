import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const sqsRedriveAllowPolicy = kind("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", {
  name: nameless("Told apart by what it belongs to", putsAgain("queueUrl")),
  tags: "none",
  price: free("A setting of a queue, which is priced."),
  replaces: {
    inputs: ["queueUrl"],
    verification: "knowledge",
    source: "general knowledge of the provider schema, not re-read: an attribute of its queue",
  },
  changes: SAME_AT_EVERY_TIER,
});
