import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const forbidPublicSubnetAddresses: ResourceRule = {
  id: "forbid-public-subnet-addresses",
  title: "Subnets assign no public addresses",
  rationale: "Everything started in the subnet would be reachable from the internet by default.",
  remedy: "Set mapPublicIpOnLaunch to false.",
  severity: "high",
  source: "CIS AWS Foundations 5.1",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:ec2/subnet:Subnet"],
  check: inputIs("mapPublicIpOnLaunch", false),
};
