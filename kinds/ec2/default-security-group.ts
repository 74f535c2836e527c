import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { SECURITY_GROUPS } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const ec2DefaultSecurityGroup = kind("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", {
  name: nameless("Told apart by what it belongs to", putsAgain("vpcId")),
  tags: "tags",
  price: free(SECURITY_GROUPS),
  replaces: {
    inputs: ["vpcId"],
    verification: "source",
    source: providerSource("ec2/vpc_default_security_group", "v5.x"),
  },
  changes: SAME_AT_EVERY_TIER,
});
