import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const elasticacheParameterGroup = kind("aws:elasticache/parameterGroup:ParameterGroup", {
  name: { input: "name", lengthMax: 255, identity: refusesSecond("name") },
  tags: "tags",
  price: free("Settings of the nodes, which are priced."),
  replaces: {
    inputs: ["description", "family", "name"],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/elasticache/parameter_group.go (v5.6x era)",
  },
  changes: SAME_AT_EVERY_TIER,
});
