import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const cloudfrontOriginAccessControl = kind("aws:cloudfront/originAccessControl:OriginAccessControl", {
  name: { input: "name", lengthMax: 64, identity: refusesSecond("name") },
  tags: "none",
  price: free("A setting of the distribution, which is priced."),
  replaces: {
    inputs: [],
    verification: "mixed",
    source:
      "hashicorp/terraform-provider-aws:internal/service/cloudfront/origin_access_control.go (v5.7x era) (name is not ForceNew; the remaining members seen in part)",
  },
  changes: SAME_AT_EVERY_TIER,
});
