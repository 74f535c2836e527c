import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { SECURITY_GROUPS } from "../pricing/free-reasons";
import { free } from "../pricing/price";

export const ec2DefaultSecurityGroup = kind("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", {
  name: nameless("Told apart by what it belongs to", putsAgain("vpcId")),
  tags: "tags",
  price: free(SECURITY_GROUPS),
  replaces: {
    inputs: ["vpcId"],
    verification: "knowledge",
    source:
      "general knowledge of the provider schema, not re-read: the resource adopts the default group of its VPC",
  },
  changes: SAME_AT_EVERY_TIER,
});
