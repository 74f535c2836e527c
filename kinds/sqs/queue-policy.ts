import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { NOT_REREAD } from "../sources";

export const sqsQueuePolicy = kind("aws:sqs/queuePolicy:QueuePolicy", {
  name: nameless("Told apart by what it belongs to", putsAgain("queueUrl")),
  tags: "none",
  price: free("A setting of a queue, which is priced."),
  replaces: { inputs: ["queueUrl"], verification: "knowledge", source: NOT_REREAD },
  changes: SAME_AT_EVERY_TIER,
});
