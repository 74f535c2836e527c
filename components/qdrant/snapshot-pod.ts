import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { HARDENED_CONTAINER, hardenedPod } from "../shared/hardened-pod";
import { IMAGES } from "../shared/images";
import { NODE_POOL_KEY } from "../shared/references";
import { API_KEY_SECRET, SNAPSHOTS_NAME, peerUrls } from "./names";

type PodSpec = kubernetes.types.input.core.v1.PodSpec;

/** ConfigMap with the script, and its key. */
export const SNAPSHOT_CONFIG = { name: SNAPSHOTS_NAME, key: "snapshot.sh" } as const;

/** Any user will do: the script writes to its temporary directory only. */
const USER_ID = 1000;

/** Snapshots pass through memory in parts of 8 MiB, ten at a time, beside the AWS CLI itself. */
const MEMORY = "384Mi";

export interface SnapshotPodArgs {
  readonly spec: Pick<TierSpec["qdrant"], "peerCount" | "keptSnapshotRuns">;
  readonly bucket: pulumi.Output<string>;
  readonly region: string;
}

/** Pod of the snapshot job. A snapshot is streamed from the peer to S3 and never stored here. */
export function snapshotPodSpec({ spec, bucket, region }: SnapshotPodArgs): PodSpec {
  return {
    restartPolicy: "Never",
    serviceAccountName: SNAPSHOTS_NAME,
    // Long enough for the script to delete the snapshot it was about to upload.
    terminationGracePeriodSeconds: 60,
    nodeSelector: { [NODE_POOL_KEY]: "app" },
    ...hardenedPod(USER_ID),
    containers: [
      {
        name: SNAPSHOTS_NAME,
        image: IMAGES.awsCli,
        command: ["/bin/bash", `/script/${SNAPSHOT_CONFIG.key}`],
        env: [
          { name: "QDRANT_PEER_URLS", value: peerUrls(spec.peerCount).join(" ") },
          { name: "QDRANT_API_KEY", valueFrom: { secretKeyRef: API_KEY_SECRET } },
          { name: "SNAPSHOT_BUCKET", value: bucket },
          { name: "KEPT_RUNS", value: String(spec.keptSnapshotRuns) },
          // Pods of EKS Auto Mode cannot ask the instance for it.
          { name: "AWS_REGION", value: region },
          { name: "HOME", value: "/tmp" },
        ],
        resources: { requests: { cpu: "100m", memory: MEMORY }, limits: { memory: MEMORY } },
        securityContext: HARDENED_CONTAINER,
        volumeMounts: [
          { name: "script", mountPath: "/script", readOnly: true },
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "script", configMap: { name: SNAPSHOT_CONFIG.name, defaultMode: 0o555 } },
      { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
    ],
  };
}
