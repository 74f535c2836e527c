import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const requireStandardSupport: ResourceRule = {
  id: "require-standard-support",
  title: "The cluster never enters extended support",
  rationale: "Extended support costs an additional $438 a month, as much as a small tier.",
  remedy: "Set upgradePolicy.supportType to STANDARD.",
  severity: "high",
  source: "Amazon EKS pricing",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:eks/cluster:Cluster"],
  check: inputIs("upgradePolicy.supportType", "STANDARD"),
};
