import { everySecurityContext, WORKLOADS } from "../pods";
import type { ResourceRule } from "../rule";

export const forbidPrivilegeEscalation: ResourceRule = {
  id: "forbid-privilege-escalation",
  title: "Containers cannot escalate privileges",
  rationale: "A setuid binary could give a process root.",
  remedy: "Set securityContext.allowPrivilegeEscalation to false.",
  severity: "high",
  source: "Kubernetes Pod Security Standards, restricted",
  whenUnknown: "refuse",
  scope: "resource",
  types: WORKLOADS,
  check: everySecurityContext("allowPrivilegeEscalation", false),
};
