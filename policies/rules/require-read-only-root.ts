import { everySecurityContext, WORKLOADS } from "../pods";
import type { ResourceRule } from "../rule";

export const requireReadOnlyRoot: ResourceRule = {
  id: "require-read-only-root",
  title: "Containers have a read-only root filesystem",
  rationale: "An attacker could install tools in the container.",
  remedy: "Set securityContext.readOnlyRootFilesystem to true.",
  severity: "high",
  source: "CIS Kubernetes 5.2.12",
  whenUnknown: "refuse",
  scope: "resource",
  types: WORKLOADS,
  check: everySecurityContext("readOnlyRootFilesystem", true),
};
