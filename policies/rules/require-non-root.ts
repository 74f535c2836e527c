import { everyContainer, WORKLOADS } from "../pods";
import { at } from "../../models/manifest/values";
import { shown } from "../read";
import type { ResourceRule } from "../rule";

export const requireNonRoot: ResourceRule = {
  id: "require-non-root",
  title: "Containers do not run as root",
  rationale: "A container escape as root takes over the node.",
  remedy: "Set securityContext.runAsNonRoot to true.",
  severity: "high",
  source: "Kubernetes Pod Security Standards, restricted",
  whenUnknown: "refuse",
  scope: "resource",
  types: WORKLOADS,
  check: everyContainer((container, pod) => {
    const value = at(container, "securityContext.runAsNonRoot") ?? at(pod, "securityContext.runAsNonRoot");
    return value === true ? undefined : { wrong: `runAsNonRoot is ${shown(value)}`, allowed: "true" };
  }),
};
