import type { ApiServer } from "../kubernetes/api-server";
import type { Node } from "./kubelets";
import { create, list, type Metadata } from "./patch";

interface Claim {
  readonly metadata: Metadata;
  readonly spec: {
    readonly storageClassName: string;
    readonly accessModes: readonly string[];
    readonly resources: { readonly requests: { readonly storage: string } };
  };
  readonly status: { readonly phase: string };
}

const ZONE = "topology.kubernetes.io/zone";
/** The scheduler writes there which node the first pod of a claim goes to. */
const SELECTED = "volume.kubernetes.io/selected-node";

function volumeOf({ metadata, spec }: Claim, zone: string): unknown {
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: `volume-${metadata.uid}` },
    spec: {
      capacity: { storage: spec.resources.requests.storage },
      accessModes: spec.accessModes,
      storageClassName: spec.storageClassName,
      persistentVolumeReclaimPolicy: "Retain",
      claimRef: { kind: "PersistentVolumeClaim", apiVersion: "v1", ...metadata },
      csi: { driver: "ebs.csi.eks.amazonaws.com", volumeHandle: `volume-${metadata.uid}` },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE, operator: "In", values: [zone] }] }],
        },
      },
    },
  };
}

/** EBS: a claim that waits gets a volume in the zone of the node that its pod goes to, and stays there. */
export async function provisionVolumes(api: ApiServer): Promise<void> {
  const claims = await list<Claim>(api, "/api/v1/persistentvolumeclaims");
  for (const claim of claims.filter(({ status }) => status.phase === "Pending")) {
    const nodeName = claim.metadata.annotations?.[SELECTED];
    if (nodeName === undefined) continue;
    const { body } = await api(`/api/v1/nodes/${nodeName}`);
    const zone = (body as unknown as Node).metadata.labels?.[ZONE];
    if (zone !== undefined) await create(api, "/api/v1/persistentvolumes", volumeOf(claim, zone));
  }
}
