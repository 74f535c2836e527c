import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { NOT_REREAD } from "../sources";

export const costexplorerCostAllocationTag = kind("aws:costexplorer/costAllocationTag:CostAllocationTag", {
  name: nameless("Told apart by what it belongs to", putsAgain("tagKey")),
  tags: "none",
  price: free("AWS does not charge for cost allocation tags"),
  replaces: { inputs: ["tagKey"], verification: "knowledge", source: NOT_REREAD },
  changes: SAME_AT_EVERY_TIER,
  onlyWith: "activateCostTags",
});
