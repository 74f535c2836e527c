import { everySecurityContext, WORKLOADS } from "../pods";
import type { ResourceRule } from "../rule";

export const forbidPrivilegeEscalation: ResourceRule = {
  id: "forbid-privilege-escalation",
  title: "Processes cannot gain rights",
  rationale: "A program with the right bit set would become root.",
  remedy: "Set securityContext.allowPrivilegeEscalation to false.",
  severity: "high",
  source: "Kubernetes Pod Security Standards, restricted",
  whenUnknown: "refuse",
  scope: "resource",
  types: WORKLOADS,
  check: everySecurityContext("allowPrivilegeEscalation", false),
};
