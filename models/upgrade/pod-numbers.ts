import type { PodNumbers } from "../../kinds/kubernetes/apps/rollout";
import type { Manifest, ManifestResource } from "../manifest/manifest";
import { at } from "../manifest/values";

const AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";

/** Pods of a Deployment or StatefulSet: as many as its autoscaler may ask for, or as it has replicas. */
export function podNumbers(
  { inputs }: Pick<ManifestResource, "inputs">,
  { resources }: Pick<Manifest, "resources">,
): PodNumbers {
  const [name, namespace] = [at(inputs, "metadata.name"), at(inputs, "metadata.namespace")];
  const scaler = resources.find(
    (each) =>
      each.type === AUTOSCALER &&
      at(each.inputs, "spec.scaleTargetRef.name") === name &&
      at(each.inputs, "metadata.namespace") === namespace,
  );
  const replicas = Number(at(inputs, "spec.replicas") ?? 1);
  return {
    min: Number(at(scaler?.inputs, "spec.minReplicas") ?? replicas),
    max: Number(at(scaler?.inputs, "spec.maxReplicas") ?? replicas),
  };
}
