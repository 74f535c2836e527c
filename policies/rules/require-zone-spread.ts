import { podSpec, SERVERS } from "../pods";
import { at, listOf } from "../../models/manifest/values";
import type { ResourceRule } from "../rule";

const ZONE = "topology.kubernetes.io/zone";

export const requireZoneSpread: ResourceRule = {
  id: "require-zone-spread",
  title: "Pods of one kind are spread over the zones",
  rationale: "All of them could stand in the zone that fails.",
  remedy: "Add a topologySpreadConstraint over the zones.",
  severity: "high",
  source: "AWS Well-Architected, REL10-BP01",
  whenUnknown: "refuse",
  scope: "resource",
  types: SERVERS,
  check: (resource) =>
    listOf(at(podSpec(resource), "topologySpreadConstraints")).some((one) => at(one, "topologyKey") === ZONE)
      ? []
      : [{ wrong: "topologySpreadConstraints name no zone", allowed: `one over ${ZONE}` }],
};
