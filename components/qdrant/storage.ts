import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { CLAIM_TEMPLATE_NAME, STORAGE_CLASS_NAME } from "./names";

type PersistentVolumeClaim = kubernetes.types.input.core.v1.PersistentVolumeClaim;

/** Of the claims' class, beside its parameters. Immutable but for the expansion. */
export const STORAGE_CLASS: Pick<
  kubernetes.types.input.storage.v1.StorageClass,
  "reclaimPolicy" | "volumeBindingMode" | "allowVolumeExpansion"
> & { readonly provisioner: string } = {
  // The driver of EKS Auto Mode, another than the add-on's (Amazon EKS User Guide, create a storage class).
  provisioner: "ebs.csi.eks.amazonaws.com",
  reclaimPolicy: "Retain",
  // A volume is made where its peer is scheduled, not the other way round.
  volumeBindingMode: "WaitForFirstConsumer",
  allowVolumeExpansion: true,
};

/** A volume that belongs to one peer. Class and access mode are frozen: others would replace every claim. */
export function claimSpec(sizeGiB: number): kubernetes.types.input.core.v1.PersistentVolumeClaimSpec {
  return {
    accessModes: ["ReadWriteOnce"],
    storageClassName: STORAGE_CLASS_NAME,
    resources: { requests: { storage: `${sizeGiB}Gi` } },
  };
}

/**
 * Claim template of the StatefulSet. Frozen, its size too: it is never used, because the claims of all peers exist
 * before the peers do, and a change of it would replace the set.
 */
export const CLAIM_TEMPLATE: PersistentVolumeClaim = {
  metadata: { name: CLAIM_TEMPLATE_NAME },
  spec: claimSpec(10),
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
