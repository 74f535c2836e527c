import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const sqsRedriveAllowPolicy = kind("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", {
  name: nameless("Told apart by what it belongs to", putsAgain("queueUrl")),
  tags: "none",
  price: free("A setting of a queue, which is priced."),
  replaces: {
    inputs: ["queueUrl"],
    verification: "source",
    source: providerSource("sqs/queue_redrive_allow_policy", "v5.52"),
  },
  changes: SAME_AT_EVERY_TIER,
});
