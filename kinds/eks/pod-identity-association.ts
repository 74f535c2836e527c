import { SAME_AT_EVERY_TIER, nameless, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const eksPodIdentityAssociation = kind("aws:eks/podIdentityAssociation:PodIdentityAssociation", {
  name: nameless(
    "Told apart by what it belongs to",
    refusesSecond("clusterName", "namespace", "serviceAccount"),
  ),
  tags: "tags",
  price: free("AWS does not charge for Pod Identity"),
  replaces: {
    inputs: ["clusterName", "namespace", "serviceAccount"],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/eks/pod_identity_association.go (v6.x)",
  },
  changes: SAME_AT_EVERY_TIER,
});
