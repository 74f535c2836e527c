import { SAME_AT_EVERY_TIER, nameless } from "../facts";
import { kind } from "../kind";
import { PART_OF_THE_NETWORK } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { NOT_REREAD } from "../sources";

export const ec2RouteTable = kind("aws:ec2/routeTable:RouteTable", {
  name: nameless("AWS gives it an id"),
  tags: "tags",
  price: free(PART_OF_THE_NETWORK),
  replaces: { inputs: ["vpcId"], verification: "knowledge", source: NOT_REREAD },
  changes: SAME_AT_EVERY_TIER,
});
