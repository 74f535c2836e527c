import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { CLAIM_TEMPLATE_NAME, STORAGE_CLASS_NAME } from "./names";

type PersistentVolumeClaim = kubernetes.types.input.core.v1.PersistentVolumeClaim;

/** A volume belongs to one peer. Frozen: another mode would replace every claim. */
export const CLAIM_ACCESS_MODES = ["ReadWriteOnce"];

/**
 * Claim template of the StatefulSet. Frozen, its size too: it is never used, because the claims of all peers exist
 * before the peers do, and a change of it would replace the set.
 */
export const CLAIM_TEMPLATE: PersistentVolumeClaim = {
  metadata: { name: CLAIM_TEMPLATE_NAME },
  spec: {
    accessModes: CLAIM_ACCESS_MODES,
    storageClassName: STORAGE_CLASS_NAME,
    resources: { requests: { storage: "10Gi" } },
  },
};

/**
 * Parameters of the StorageClass. Immutable, so the tags must not depend on the tier. Tags take one parameter each
 * (AWS EBS CSI driver, tagging).
 */
export function storageClassParameters(
  keyArn: pulumi.Input<string>,
  tags: Readonly<Record<string, string>>,
): Record<string, pulumi.Input<string>> {
  const tagParameters = Object.entries(tags)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value], index) => [`tagSpecification_${index + 1}`, `${key}=${value}`] as const);
  return {
    type: "gp3",
    "csi.storage.k8s.io/fstype": "ext4",
    encrypted: "true",
    kmsKeyId: keyArn,
    ...Object.fromEntries(tagParameters),
  };
}
