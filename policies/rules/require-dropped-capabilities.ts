import { everyContainer, WORKLOADS } from "../pods";
import { at, listOf } from "../../models/manifest/values";
import { shown } from "../read";
import type { ResourceRule } from "../rule";

export const requireDroppedCapabilities: ResourceRule = {
  id: "require-dropped-capabilities",
  title: "Containers give up every capability",
  rationale: "Raw sockets and the like are of use to intruders only.",
  remedy: 'Set securityContext.capabilities.drop to ["ALL"].',
  severity: "medium",
  source: "Kubernetes Pod Security Standards, restricted",
  whenUnknown: "refuse",
  scope: "resource",
  types: WORKLOADS,
  check: everyContainer((container) => {
    const value = at(container, "securityContext.capabilities.drop");
    return listOf(value).includes("ALL")
      ? undefined
      : { wrong: `capabilities.drop is ${shown(value)}`, allowed: '["ALL"]' };
  }),
};
