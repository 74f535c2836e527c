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
  creates: [
    {
      minutesMin: 1,
      minutesMax: 1.2,
      basis: "estimate",
      note: "One API call; the program then gives the cluster a minute to know of it",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
    },
  ],
  // Long ago, so that nobody waits for it to be in force.
  computed: () => ({ associatedAt: "2026-01-01 00:00:00 +0000 UTC" }),
});
