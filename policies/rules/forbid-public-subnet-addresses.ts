import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const forbidPublicSubnetAddresses: ResourceRule = {
  id: "forbid-public-subnet-addresses",
  title: "Subnets give out no public addresses",
  rationale: "Whatever starts there would be on the internet without anybody asking for it.",
  remedy: "Set mapPublicIpOnLaunch to false.",
  severity: "high",
  source: "CIS AWS Foundations 5.1",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:ec2/subnet:Subnet"],
  check: inputIs("mapPublicIpOnLaunch", false),
};
