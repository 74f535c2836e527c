import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { IAM } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const iamRolePolicyAttachment = kind("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
  name: nameless("Told apart by what it belongs to", putsAgain("role", "policyArn")),
  tags: "none",
  price: free(IAM),
  replaces: {
    inputs: ["policyArn", "role"],
    verification: "source",
    source: providerSource("iam/role_policy_attachment", "v5.x"),
  },
  changes: SAME_AT_EVERY_TIER,
});
