import { SAME_AT_EVERY_TIER, nameless } from "../facts";
import { kind } from "../kind";
import { PART_OF_THE_NETWORK } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const ec2RouteTable = kind("aws:ec2/routeTable:RouteTable", {
  name: nameless("AWS gives it an id"),
  tags: "tags",
  price: free(PART_OF_THE_NETWORK),
  replaces: {
    inputs: ["vpcId"],
    verification: "source",
    source: providerSource("ec2/vpc_route_table", "v5.x"),
  },
  changes: SAME_AT_EVERY_TIER,
});
