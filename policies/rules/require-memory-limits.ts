import { everyContainer, WORKLOADS } from "../pods";
import { at } from "../../models/manifest/values";
import type { ResourceRule } from "../rule";

export const requireMemoryLimits: ResourceRule = {
  id: "require-memory-limits",
  title: "Containers have CPU and memory requests and a memory limit",
  rationale: "One container could take its node down, and neither node count nor price could be calculated.",
  remedy: "Set resources.requests.cpu, resources.requests.memory and resources.limits.memory.",
  severity: "high",
  source: "Kubernetes documentation, Resource Management",
  whenUnknown: "refuse",
  scope: "resource",
  types: WORKLOADS,
  check: everyContainer((container) => {
    const missing = ["requests.cpu", "requests.memory", "limits.memory"].filter((path) =>
      [undefined, "0", 0].includes(at(container, `resources.${path}`) as string | number | undefined),
    );
    return missing.length === 0
      ? undefined
      : {
          wrong: `${missing.map((path) => `resources.${path}`).join(", ")} not set`,
          allowed: "an amount",
        };
  }),
};
