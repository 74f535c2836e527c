import { shown, textOf } from "../read";
import type { ResourceRule } from "../rule";

const OPEN = ["0.0.0.0/0", "::/0"];

export const forbidOpenIngress: ResourceRule = {
  id: "forbid-open-ingress",
  title: "No rule lets everybody in",
  rationale: "Every address of the internet would reach the port.",
  remedy: "Name a security group, a prefix list or a narrower range.",
  severity: "critical",
  source: "CIS AWS Foundations 5.2",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
  check: ({ inputs }) =>
    ["cidrIpv4", "cidrIpv6"].flatMap((key) =>
      OPEN.includes(textOf(inputs[key]))
        ? [{ wrong: `${key} is ${shown(inputs[key])}`, allowed: "no range that holds every address" }]
        : [],
    ),
};
