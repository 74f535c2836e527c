import { SAME_AT_EVERY_TIER, nameless, refusesSecond, type NameRule } from "../facts";
import type { KindParts } from "../kind";
import { SECURITY_GROUPS } from "../pricing/free-reasons";
import { free } from "../pricing/price";

/** What the provider's two types have from the one base that they share. */
export const SECURITY_GROUP_RULE = {
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
} satisfies KindParts<NameRule>;
