import { SAME_AT_EVERY_TIER, nameless, refusesSecond } from "../facts";
import { kind } from "../kind";
import { SECURITY_GROUPS } from "../pricing/free-reasons";
import { free } from "../pricing/price";

export const vpcSecurityGroupEgressRule = kind("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", {
  name: nameless(
    "Told apart by what it belongs to",
    refusesSecond(
      "securityGroupId",
      "ipProtocol",
      "fromPort",
      "toPort",
      "cidrIpv4",
      "cidrIpv6",
      "prefixListId",
      "referencedSecurityGroupId",
    ),
  ),
  tags: "tags",
  price: free(SECURITY_GROUPS),
  replaces: {
    inputs: ["securityGroupId"],
    verification: "source",
    source:
      "hashicorp/terraform-provider-aws:internal/service/ec2/vpc_security_group_ingress_rule.go (base shared by ingress and egress) (v5.6x era)",
  },
  changes: SAME_AT_EVERY_TIER,
});
