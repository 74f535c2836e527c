import { SAME_AT_EVERY_TIER, nameless, refusesSecond } from "../facts";
import { kind } from "../kind";
import { PART_OF_THE_NETWORK } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const ec2RouteTableAssociation = kind("aws:ec2/routeTableAssociation:RouteTableAssociation", {
  name: nameless("Told apart by what it belongs to", refusesSecond("subnetId")),
  tags: "none",
  price: free(PART_OF_THE_NETWORK),
  replaces: {
    inputs: ["gatewayId", "subnetId"],
    verification: "source",
    source: providerSource("ec2/vpc_route_table_association", "v5.x"),
  },
  changes: SAME_AT_EVERY_TIER,
});
