import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import type { ClusterComponent } from "../shared/cluster-component";
import { QDRANT_NAME, STORAGE_CLASS_NAME, claimName, ordinals } from "./names";
import { STORAGE_CLASS, claimSpec, storageClassParameters } from "./storage";

type Claim = kubernetes.core.v1.PersistentVolumeClaim;

export interface VolumesArgs {
  readonly spec: Pick<TierSpec["qdrant"], "peerCount" | "volumeGiB">;
  readonly keyArn: pulumi.Output<string>;
  readonly namespace: pulumi.Resource;
}

/** The claims that the StatefulSet adopts by name. Made here and not by it, so that a volume can grow in place. */
export function createVolumes(parent: ClusterComponent, { spec, keyArn, namespace }: VolumesArgs): Claim[] {
  const storageClass = new kubernetes.storage.v1.StorageClass(
    parent.childName("storage-class"),
    {
      metadata: { name: STORAGE_CLASS_NAME, labels: parent.objectLabels(QDRANT_NAME) },
      ...STORAGE_CLASS,
      parameters: storageClassParameters(keyArn, parent.constantTags()),
    },
    parent.holdsData(parent.inCluster()),
  );
  return ordinals(spec.peerCount).map(
    (ordinal) =>
      new kubernetes.core.v1.PersistentVolumeClaim(
        parent.childName(`storage-${ordinal}`),
        { metadata: parent.metadata(claimName(ordinal), QDRANT_NAME), spec: claimSpec(spec.volumeGiB) },
        parent.holdsData(parent.inCluster(namespace, storageClass)),
      ),
  );
}
