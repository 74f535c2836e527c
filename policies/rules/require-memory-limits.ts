import { everyContainer, WORKLOADS } from "../pods";
import { at } from "../../models/manifest/values";
import type { ResourceRule } from "../rule";

export const requireMemoryLimits: ResourceRule = {
  id: "require-memory-limits",
  title: "Containers request CPU and memory and limit memory",
  rationale: "One container would take the node down with it, and nodes and prices could not be worked out.",
  remedy: "Set resources.requests.cpu, resources.requests.memory and resources.limits.memory.",
  severity: "high",
  source: "Kubernetes documentation, Resource Management",
  whenUnknown: "refuse",
  scope: "resource",
  types: WORKLOADS,
  check: everyContainer((container) => {
    const missing = ["requests.cpu", "requests.memory", "limits.memory"].filter(
      (path) => at(container, `resources.${path}`) === undefined,
    );
    return missing.length === 0
      ? undefined
      : {
          wrong: `${missing.map((path) => `resources.${path}`).join(", ")} not set`,
          allowed: "an amount",
        };
  }),
};
