import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const elasticacheUser = kind("aws:elasticache/user:User", {
  name: { input: "userId", lengthMax: 40, identity: refusesSecond("userId") },
  tags: "tags",
  price: free("A login of the cache."),
  replaces: {
    inputs: ["engine", "userId", "userName"],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/elasticache/user.go (v5.6x era)",
  },
  changes: SAME_AT_EVERY_TIER,
  creates: [
    {
      minutesMin: 0.1,
      minutesMax: 1,
      basis: "estimate",
      note: "The provider waits until the user is active",
      source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html",
    },
  ],
});
