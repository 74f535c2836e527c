import { everyContainer, WORKLOADS } from "../pods";
import { at, listOf } from "../../models/manifest/values";
import { shown } from "../read";
import type { ResourceRule } from "../rule";

export const requireDroppedCapabilities: ResourceRule = {
  id: "require-dropped-capabilities",
  title: "Containers drop all capabilities",
  rationale: "Only an attacker needs capabilities such as raw sockets.",
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
