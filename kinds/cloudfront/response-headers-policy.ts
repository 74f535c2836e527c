import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const cloudfrontResponseHeadersPolicy = kind(
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
  {
    name: { input: "name", lengthMax: 128, identity: refusesSecond("name") },
    tags: "none",
    price: free("A setting of the distribution, which is priced."),
    replaces: {
      inputs: [],
      verification: "source",
      source: providerSource("cloudfront/response_headers_policy", "v5.52"),
    },
    changes: SAME_AT_EVERY_TIER,
  },
);
