import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const costexplorerCostAllocationTag = kind("aws:costexplorer/costAllocationTag:CostAllocationTag", {
  name: nameless("Told apart by what it belongs to", putsAgain("tagKey")),
  tags: "none",
  price: free("AWS does not charge for cost allocation tags"),
  // Another key is an update in place, which leaves the old one active.
  replaces: {
    inputs: [],
    verification: "source",
    source:
      "hashicorp/terraform-provider-aws:internal/service/ce/cost_allocation_tag.go (v5.52, and a file of 2026)",
  },
  changes: SAME_AT_EVERY_TIER,
  onlyWith: "activateCostTags",
});
