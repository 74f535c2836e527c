import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const elasticacheUserGroup = kind("aws:elasticache/userGroup:UserGroup", {
  name: { input: "userGroupId", lengthMax: 40, identity: refusesSecond("userGroupId") },
  tags: "tags",
  price: free("A list of logins."),
  replaces: {
    inputs: ["engine", "userGroupId"],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/elasticache/user_group.go (v5.6x era)",
  },
  changes: SAME_AT_EVERY_TIER,
  creates: [
    {
      minutesMin: 0.2,
      minutesMax: 2,
      basis: "estimate",
      note: "The provider waits until the group is active",
      source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html",
    },
  ],
});
