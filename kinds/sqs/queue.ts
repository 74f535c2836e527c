import { EXAMPLE_ACCOUNT } from "../example-account";
import { SAME_AT_EVERY_TIER, putsAgain } from "../facts";
import { kind } from "../kind";
import { WRITES_AND_MESSAGES } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";
import { queuePrice } from "./queue-price";

export const sqsQueue = kind("aws:sqs/queue:Queue", {
  name: { input: "name", lengthMax: 80, identity: putsAgain("name") },
  tags: "tags",
  price: priced(queuePrice, [WRITES_AND_MESSAGES]),
  replaces: {
    inputs: ["fifoQueue", "name", "namePrefix"],
    verification: "source",
    source: providerSource("sqs/queue", "v5.52, and a file of 2026"),
  },
  changes: SAME_AT_EVERY_TIER,
  creates: [
    {
      minutesMin: 0.5,
      minutesMax: 1.5,
      basis: "estimate",
      note: "The provider reads a new queue's attributes back until they stay the same",
      source:
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html",
    },
  ],
  computed: (name) => ({ url: `https://sqs.us-east-1.amazonaws.com/${EXAMPLE_ACCOUNT}/${name}` }),
});
