import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const eksAccessPolicyAssociation = kind("aws:eks/accessPolicyAssociation:AccessPolicyAssociation", {
  name: nameless("Told apart by what it belongs to", putsAgain("clusterName", "principalArn", "policyArn")),
  tags: "none",
  price: free("AWS does not charge for access policies"),
  replaces: {
    inputs: [
      "accessScope",
      "accessScope.namespaces",
      "accessScope.type",
      "clusterName",
      "policyArn",
      "principalArn",
    ],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/eks/access_policy_association.go (v5.9x era)",
  },
  changes: SAME_AT_EVERY_TIER,
});
