import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { NOT_REREAD } from "../sources";

export const cloudfrontResponseHeadersPolicy = kind(
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
  {
    name: { input: "name", lengthMax: 128, identity: refusesSecond("name") },
    tags: "none",
    price: free("A setting of the distribution, which is priced."),
    replaces: { inputs: [], verification: "knowledge", source: NOT_REREAD },
    changes: SAME_AT_EVERY_TIER,
  },
);
