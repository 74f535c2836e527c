import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const requireVolumeEncryption: ResourceRule = {
  id: "require-volume-encryption",
  title: "Volumes of the cluster are encrypted at rest",
  rationale: "Every volume snapshot would contain the vectors in plain text.",
  remedy: 'Set parameters.encrypted to "true".',
  severity: "high",
  source: "AWS Well-Architected, SEC08-BP02",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["kubernetes:storage.k8s.io/v1:StorageClass"],
  check: inputIs("parameters.encrypted", "true"),
};
