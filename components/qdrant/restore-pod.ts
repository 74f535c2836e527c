import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { TierSpec, VectorRestore } from "../../tiers";
import { HARDENED_CONTAINER, hardenedPod } from "../shared/hardened-pod";
import { IMAGES } from "../shared/images";
import { NODE_POOL_KEY, PORTS } from "../shared/references";
import { API_KEY_SECRET, HEADLESS_SERVICE_NAME, QDRANT_NAME, RESTORE_NAME } from "./names";
import { SNAPSHOT_PREFIX } from "./snapshot-script";

type PodSpec = kubernetes.types.input.core.v1.PodSpec;

/** ConfigMap with the program, and its key. */
export const RESTORE_CONFIG = { name: RESTORE_NAME, key: "restore.cjs" } as const;

/** Any user will do: the program writes no file. */
const USER_ID = 1000;
const MEMORY = "128Mi";

export interface RestorePodArgs {
  readonly spec: Pick<TierSpec["qdrant"], "peerCount" | "volumeGiB">;
  readonly restore: VectorRestore;
  readonly bucket: pulumi.Output<string>;
  readonly region: string;
}

/** Pod of the program that brings collections back. The data goes from S3 to the peers and never through it. */
export function restorePodSpec({ spec, restore, bucket, region }: RestorePodArgs): PodSpec {
  const { phase = "create", generation, run, collections = [], retires = [] } = restore;
  return {
    restartPolicy: "Never",
    serviceAccountName: RESTORE_NAME,
    nodeSelector: { [NODE_POOL_KEY]: "app" },
    ...hardenedPod(USER_ID),
    containers: [
      {
        name: RESTORE_NAME,
        image: IMAGES.node,
        command: ["node", `/program/${RESTORE_CONFIG.key}`],
        env: [
          { name: "MODE", value: phase },
          { name: "GENERATION", value: String(generation) },
          { name: "RUN", value: run },
          { name: "COLLECTIONS", value: JSON.stringify(collections) },
          { name: "RETIRES", value: JSON.stringify(retires) },
          {
            name: "SNAPSHOT_URL",
            value: pulumi.interpolate`https://${bucket}.s3.${region}.amazonaws.com/${SNAPSHOT_PREFIX.replace(/\/$/, "")}`,
          },
          { name: "AWS_REGION", value: region },
          { name: "PEERS", value: String(spec.peerCount) },
          { name: "VOLUME_GIB", value: String(spec.volumeGiB) },
          {
            name: "QDRANT_URL",
            value: `http://${QDRANT_NAME}-0.${HEADLESS_SERVICE_NAME}:${PORTS.qdrantHttp}`,
          },
          { name: "QDRANT_API_KEY", valueFrom: { secretKeyRef: API_KEY_SECRET } },
        ],
        // What was refused is then what the failed pod, and with it the failed `up`, says.
        terminationMessagePolicy: "FallbackToLogsOnError",
        resources: { requests: { cpu: "50m", memory: MEMORY }, limits: { memory: MEMORY } },
        securityContext: HARDENED_CONTAINER,
        volumeMounts: [{ name: "program", mountPath: "/program", readOnly: true }],
      },
    ],
    volumes: [{ name: "program", configMap: { name: RESTORE_CONFIG.name, defaultMode: 0o444 } }],
  };
}
