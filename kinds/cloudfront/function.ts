import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const cloudfrontFunction = kind("aws:cloudfront/function:Function", {
  name: { input: "name", lengthMax: 64, identity: refusesSecond("name") },
  tags: "none",
  price: free("Its calls are priced at the distribution."),
  replaces: {
    inputs: ["name"],
    verification: "source",
    source: providerSource("cloudfront/function", "v5.52"),
  },
  changes: SAME_AT_EVERY_TIER,
  creates: [
    {
      minutesMin: 0.1,
      minutesMax: 1,
      basis: "estimate",
      note: "Published within seconds",
      source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-functions.html",
    },
  ],
});
