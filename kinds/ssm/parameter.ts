import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const ssmParameter = kind("aws:ssm/parameter:Parameter", {
  name: { input: "name", lengthMax: 1011, identity: refusesSecond("name") },
  tags: "tags",
  price: free("AWS does not charge for standard parameters"),
  replaces: {
    inputs: ["dataType", "name"],
    conditional: [
      {
        property: "tier",
        when: "from Advanced to Standard",
        decides: (before, after) => before["tier"] === "Advanced" && after["tier"] === "Standard",
        source: "hashicorp/terraform-provider-aws:internal/service/ssm/parameter.go (v6.7 and later)",
      },
    ],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/ssm/parameter.go (v6.7 and later)",
  },
  changes: SAME_AT_EVERY_TIER,
});
