import { z } from "zod";
import type { ManifestResource } from "../../models/manifest/manifest";
import type { KubernetesObject } from "../kubernetes/objects";

const given = z.object({
  replicas: z.number(),
  resources: z.object({ requests: z.record(z.string(), z.string()) }),
  topologySpreadConstraints: z.array(z.record(z.string(), z.unknown())),
});

/** The pods that the EKS add-on makes of its values, which are no objects of the program. */
export function addOnObject({ inputs }: ManifestResource): KubernetesObject {
  const name = String(inputs["addonName"]);
  const { replicas, resources, topologySpreadConstraints } = given.parse(
    JSON.parse(String(inputs["configurationValues"])),
  );
  const labels = { "app.kubernetes.io/name": name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: "kube-system" },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name, image: name, resources }], topologySpreadConstraints },
      },
    },
  };
}
