import { NO_DOWNTIME, refusesSecond, type ChangeRule } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";
import { canaryPrice } from "./canary-price";

const SOURCE = "https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_UpdateCanary.html";

const change = (property: string, note: string): ChangeRule => ({
  property,
  downtime: NO_DOWNTIME,
  dataRisk: "none",
  reversible: true,
  minutesMin: 1,
  minutesMax: 3,
  note,
  source: SOURCE,
});

export const syntheticsCanary = kind("aws:synthetics/canary:Canary", {
  // 255 characters in all regions since 2025, and 21 before.
  name: { input: "name", lengthMax: 21, identity: refusesSecond("name") },
  tags: "tags",
  price: priced(canaryPrice, [
    { title: "CloudWatch canaries", usageType: /Canary/i, priceKey: /^cloudwatch\.synthetics/ },
    { title: "Lambda", usageType: /(?:^|-)Lambda-GB-Second|(?:^|-)Request(?:-ARM)?$/, priceKey: /^lambda\./ },
  ]),
  replaces: {
    inputs: ["name"],
    verification: "source",
    source: providerSource("synthetics/canary", "v5.52"),
  },
  changes: [
    change("schedule", "The canary walks more or less often"),
    change("s3Key", "The canary walks by another script"),
    change("runConfig", "The canary walks another address, or with another token"),
  ],
  deletes: [
    {
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 1,
      minutesMax: 3,
      note: "Nobody walks through the product from outside any more",
      source: "https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_DeleteCanary.html",
    },
  ],
});
