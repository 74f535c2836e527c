import type * as kubernetes from "@pulumi/kubernetes";
import type { TierSpec } from "../../tiers";
import { HARDENED_CONTAINER, hardenedPod } from "../shared/hardened-pod";
import { IMAGES } from "../shared/images";
import { NODE_POOL_KEY, PORTS } from "../shared/references";
import { API_KEY_SECRET, HEADLESS_SERVICE_NAME, QDRANT_NAME, REBALANCE_NAME } from "./names";

type PodSpec = kubernetes.types.input.core.v1.PodSpec;

/** ConfigMap with the program, and its key. */
export const REBALANCE_CONFIG = { name: REBALANCE_NAME, key: "rebalance.cjs" } as const;

/** Any user will do: the program writes no file. */
const USER_ID = 1000;
const MEMORY = "128Mi";

/** Pod of the program that moves shards. The data goes from peer to peer and never through it. */
export function rebalancePodSpec({
  peerCount,
  replicationFactor,
}: Pick<TierSpec["qdrant"], "peerCount" | "replicationFactor">): PodSpec {
  return {
    restartPolicy: "Never",
    nodeSelector: { [NODE_POOL_KEY]: "app" },
    ...hardenedPod(USER_ID),
    containers: [
      {
        name: REBALANCE_NAME,
        image: IMAGES.node,
        command: ["node", `/program/${REBALANCE_CONFIG.key}`],
        env: [
          { name: "MODE", value: "rebalance" },
          { name: "PEERS", value: String(peerCount) },
          { name: "REPLICATION_FACTOR", value: String(replicationFactor) },
          // The first peer, which always stays: peers learn of a change one after another.
          {
            name: "QDRANT_URL",
            value: `http://${QDRANT_NAME}-0.${HEADLESS_SERVICE_NAME}:${PORTS.qdrantHttp}`,
          },
          { name: "QDRANT_API_KEY", valueFrom: { secretKeyRef: API_KEY_SECRET } },
        ],
        resources: { requests: { cpu: "50m", memory: MEMORY }, limits: { memory: MEMORY } },
        securityContext: HARDENED_CONTAINER,
        volumeMounts: [{ name: "program", mountPath: "/program", readOnly: true }],
      },
    ],
    volumes: [{ name: "program", configMap: { name: REBALANCE_CONFIG.name, defaultMode: 0o444 } }],
  };
}
