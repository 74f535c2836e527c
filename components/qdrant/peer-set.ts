import type * as kubernetes from "@pulumi/kubernetes";
import type { TierSpec } from "../../tiers";
import { HEADLESS_SERVICE_NAME } from "./names";
import { peerPodTemplate, type PeerPodArgs } from "./peer";
import { CLAIM_TEMPLATE } from "./storage";

export interface PeerSetArgs extends PeerPodArgs {
  readonly spec: PeerPodArgs["spec"] & Pick<TierSpec["qdrant"], "peerCount">;
}

/**
 * The peers. `podManagementPolicy`, `selector`, `serviceName`, `revisionHistoryLimit` and `volumeClaimTemplates` are
 * frozen: a change of one replaces the set. In order, peers would wait for each other: a peer is ready only in a
 * cluster with a majority.
 */
export function peerSetSpec(args: PeerSetArgs): kubernetes.types.input.apps.v1.StatefulSetSpec {
  return {
    replicas: args.spec.peerCount,
    podManagementPolicy: "Parallel",
    revisionHistoryLimit: 10,
    serviceName: HEADLESS_SERVICE_NAME,
    selector: { matchLabels: args.selectorLabels },
    updateStrategy: { type: "RollingUpdate" },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
    template: peerPodTemplate(args),
    volumeClaimTemplates: [CLAIM_TEMPLATE],
  };
}
