import { podSpec, SERVERS } from "../pods";
import { at, listOf } from "../../models/manifest/values";
import type { ResourceRule } from "../rule";

const ZONE = "topology.kubernetes.io/zone";

export const requireZoneSpread: ResourceRule = {
  id: "require-zone-spread",
  title: "Replicas of a workload are spread over the zones",
  rationale: "All of them could run in the zone that fails.",
  remedy: "Add a topologySpreadConstraint over topology.kubernetes.io/zone.",
  severity: "high",
  source: "AWS Well-Architected, REL10-BP01",
  whenUnknown: "refuse",
  scope: "resource",
  // A DaemonSet has a pod on every node of every zone.
  types: SERVERS.filter((type) => type !== "kubernetes:apps/v1:DaemonSet"),
  check: (resource) =>
    listOf(at(podSpec(resource), "topologySpreadConstraints")).some((one) => at(one, "topologyKey") === ZONE)
      ? []
      : [{ wrong: "no topologySpreadConstraint is over the zones", allowed: `one over ${ZONE}` }],
};
