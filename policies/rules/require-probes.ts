import { podSpec, SERVERS } from "../pods";
import { at, listOf } from "../../models/manifest/values";
import { textOf } from "../read";
import type { ResourceRule } from "../rule";

export const requireProbes: ResourceRule = {
  id: "require-probes",
  title: "Servers have readiness and liveness probes",
  rationale: "Requests would go to pods that cannot answer, and hung pods would not be restarted.",
  remedy: "Set readinessProbe and livenessProbe.",
  severity: "high",
  source: "Kubernetes documentation, Probes",
  whenUnknown: "refuse",
  scope: "resource",
  types: SERVERS,
  check: (resource) => {
    const containers = listOf(at(podSpec(resource), "containers"));
    return containers.flatMap((container) =>
      ["readinessProbe", "livenessProbe"].flatMap((probe) =>
        at(container, probe) === undefined
          ? [
              {
                wrong: `container ${textOf(at(container, "name"))}: ${probe} is not set`,
                allowed: "a probe",
              },
            ]
          : [],
      ),
    );
  },
};
