import { at, listOf } from "../../models/manifest/values";
import { openBlocks } from "../../tiers";
import { shown, textOf } from "../read";
import type { PolicyResource, ResourceRule } from "../rule";

const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
/** The older form of the same, for both directions. */
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
/** A group can hold its rules itself. */
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

/** The ranges that may come in, each with the name of its input. */
function rangesOf({ type, inputs }: PolicyResource): [string, unknown][] {
  if (type === INGRESS_RULE) return ["cidrIpv4", "cidrIpv6"].map((key) => [key, inputs[key]]);
  if (type === RULE && inputs["type"] !== "ingress") return [];
  const rules = type === RULE ? [inputs] : listOf(inputs["ingress"]);
  return rules.flatMap((rule) =>
    ["cidrBlocks", "ipv6CidrBlocks"].flatMap((key) =>
      listOf(at(rule, key)).map((range): [string, unknown] => [key, range]),
    ),
  );
}

export const forbidOpenIngress: ResourceRule = {
  id: "forbid-open-ingress",
  title: "No security group allows ingress from the whole internet",
  rationale: "Any address on the internet could reach the port.",
  remedy: "Allow a security group, a prefix list or a narrower CIDR range.",
  severity: "critical",
  source: "CIS AWS Foundations 5.2",
  whenUnknown: "refuse",
  scope: "resource",
  types: [INGRESS_RULE, RULE, GROUP, DEFAULT_GROUP],
  check: (resource) => {
    const ranges = rangesOf(resource);
    const open = openBlocks(ranges.map(([, range]) => textOf(range)));
    return ranges
      .filter(([, range]) => open.includes(textOf(range)))
      .map(([key, range]) => ({
        wrong: `${key} is ${shown(range)}`,
        allowed: "ranges that together hold no more of the internet than a /8 (a /16 of IPv6)",
      }));
  },
};
