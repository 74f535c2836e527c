import { NO_DOWNTIME, nameless, refusesSecond, type NameRule } from "../facts";
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
  changes: [
    {
      property: "cidrIpv4",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "In force at once: who is in the new range may connect, who is only in the old one may not",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    },
  ],
} satisfies KindParts<NameRule>;
