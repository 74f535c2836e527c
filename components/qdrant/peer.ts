import { createHash } from "node:crypto";
import type * as kubernetes from "@pulumi/kubernetes";
import type { PodTimes } from "../../kinds/kubernetes/apps/usual-times";
import type { TierSpec } from "../../tiers";
import { HARDENED_CONTAINER, hardenedPod } from "../shared/hardened-pod";
import { IMAGES } from "../shared/images";
import type { Labels } from "../shared/labels";
import { NODE_POOL_KEY, PORTS } from "../shared/references";
import {
  ALT_API_KEY_SECRET,
  API_KEY_SECRET,
  CLAIM_TEMPLATE_NAME,
  QDRANT_NAME,
  READ_ONLY_API_KEY_SECRET,
} from "./names";
import { START_SCRIPT } from "./start-script";

type PodTemplateSpec = kubernetes.types.input.core.v1.PodTemplateSpec;
type PodSpec = kubernetes.types.input.core.v1.PodSpec;
type Container = kubernetes.types.input.core.v1.Container;
type Probe = kubernetes.types.input.core.v1.Probe;
type QdrantSpec = TierSpec["qdrant"];

export interface PeerPodArgs {
  readonly spec: Pick<QdrantSpec, "placement" | "cpuRequestMillicores" | "memoryMiB">;
  /** Zones the cluster spreads over. */
  readonly zoneCount: number;
  readonly podLabels: Labels;
  readonly selectorLabels: Labels;
  /** Of the API keys that the peers take, one or two; another list restarts them. */
  readonly apiKeyGenerations: readonly number[];
}

/** ConfigMap with the start script, and its key. */
export const START_CONFIG = { name: "qdrant-start", key: "start.sh" } as const;

/** User and group of the process, and group of its files; the one Qdrant's own chart runs the image as. */
const QDRANT_USER_ID = 1000;

const STORAGE_PATH = "/qdrant/storage";

/** How long a peer takes to start and to end; its grace is to flush the write-ahead log after the signal to stop. */
export const PEER_TIMES = {
  probePeriodSeconds: 5,
  preStopSeconds: 10,
  graceSeconds: 300,
  hasVolume: true,
} as const satisfies PodTimes;

/** Pod of one peer. Nothing in it names the tier; a tier changes its resources and the nodes it runs on. */
export function peerPodTemplate(args: PeerPodArgs): PodTemplateSpec {
  return {
    metadata: { labels: args.podLabels, annotations: annotations(args) },
    spec: {
      ...placement(args),
      terminationGracePeriodSeconds: PEER_TIMES.graceSeconds,
      ...hardenedPod(QDRANT_USER_ID, {
        fsGroup: QDRANT_USER_ID,
        // Without it the kubelet walks the whole volume at each start of a peer.
        fsGroupChangePolicy: "OnRootMismatch",
      }),
      containers: [peerContainer(args)],
      volumes: [
        { name: "start", configMap: { name: START_CONFIG.name, defaultMode: 0o555 } },
        { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
      ],
    },
  };
}

/**
 * Nothing keeps a drain off a peer but its PodDisruptionBudget: Karpenter never evicts a pod that is annotated as not to be
 * disrupted, waits for the node's hour, and then deletes it whatever else is down (Karpenter 1.14, `utils/pod/scheduling.go`). No
 * pool with peers moves pods to save a node (`components/cluster/node-pool.ts`).
 */
function annotations({ apiKeyGenerations }: PeerPodArgs): Record<string, string> {
  const checksum = createHash("sha256")
    .update(`${apiKeyGenerations.join("+")}\n${START_SCRIPT}`)
    .digest("hex");
  return {
    "checksum/config": checksum,
  };
}

/** Where peers run. The rules of spreading are the same for both placements: a volume ties its peer to its first zone. */
function placement({ spec, zoneCount, selectorLabels }: PeerPodArgs): PodSpecPlacement {
  const isDedicated = spec.placement === "dedicated";
  const pool = isDedicated ? QDRANT_NAME : "app";
  return {
    nodeSelector: { [NODE_POOL_KEY]: pool },
    ...(isDedicated
      ? { tolerations: [{ key: NODE_POOL_KEY, operator: "Equal", value: pool, effect: "NoSchedule" }] }
      : {}),
    topologySpreadConstraints: [
      {
        topologyKey: "topology.kubernetes.io/zone",
        maxSkew: 1,
        // Zones that have no node yet count too: else the third of three peers may settle in the zone of another for
        // good, and the dedicated pools, one per zone, could not take both.
        minDomains: zoneCount,
        // A peer that is still on a node of the app, from a tier without nodes of its own, counts too: else a new peer may
        // take the one node to which its volume lets it go.
        ...(isDedicated ? { nodeAffinityPolicy: "Ignore" } : {}),
        whenUnsatisfiable: "DoNotSchedule",
        labelSelector: { matchLabels: selectorLabels },
      },
    ],
    affinity: {
      podAntiAffinity: {
        // Two copies of a shard must not go down with one node.
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: selectorLabels } },
        ],
      },
    },
  };
}

type PodSpecPlacement = Pick<
  PodSpec,
  "nodeSelector" | "tolerations" | "topologySpreadConstraints" | "affinity"
>;

/**
 * From Qdrant 1.17 on, made for rotation by rolling restarts (https://github.com/qdrant/qdrant/pull/7835). It is taken out of the
 * Secret before the last peer has restarted without it, and must not keep one from starting.
 */
const ALTERNATIVE_KEY = {
  name: "QDRANT__SERVICE__ALT_API_KEY",
  valueFrom: { secretKeyRef: { ...ALT_API_KEY_SECRET, optional: true } },
};

function peerContainer({ spec, apiKeyGenerations }: PeerPodArgs): Container {
  const memory = `${spec.memoryMiB}Mi`;
  return {
    name: QDRANT_NAME,
    image: IMAGES.qdrant,
    command: ["/bin/bash", `/start/${START_CONFIG.key}`],
    env: [
      { name: "QDRANT__CLUSTER__ENABLED", value: "true" },
      { name: "QDRANT__SERVICE__API_KEY", valueFrom: { secretKeyRef: API_KEY_SECRET } },
      ...(apiKeyGenerations.length > 1 ? [ALTERNATIVE_KEY] : []),
      // Lets in who reads, such as the observer (https://qdrant.tech/documentation/guides/security/).
      { name: "QDRANT__SERVICE__READ_ONLY_API_KEY", valueFrom: { secretKeyRef: READ_ONLY_API_KEY_SECRET } },
      // On the volume: a snapshot can be larger than the node's own disk.
      { name: "QDRANT__STORAGE__SNAPSHOTS_PATH", value: `${STORAGE_PATH}/snapshots` },
      { name: "QDRANT__TELEMETRY_DISABLED", value: "true" },
      // Qdrant writes this file when it has started; its default place is on the read-only root.
      { name: "QDRANT_INIT_FILE_PATH", value: "/tmp/.qdrant-initialized" },
    ],
    ports: [
      { name: "http", containerPort: PORTS.qdrantHttp },
      { name: "grpc", containerPort: PORTS.qdrantGrpc },
      { name: "peer", containerPort: PORTS.qdrantPeer },
    ],
    resources: {
      requests: { cpu: `${spec.cpuRequestMillicores}m`, memory },
      limits: { memory },
    },
    securityContext: HARDENED_CONTAINER,
    // A peer opens its port only after it has loaded its shards, which takes minutes on a large volume.
    startupProbe: probe("/livez", { periodSeconds: PEER_TIMES.probePeriodSeconds, failureThreshold: 360 }),
    // Long: a peer under heavy indexing answers late, and a restart would make it load everything again.
    livenessProbe: probe("/livez", { periodSeconds: 30, failureThreshold: 10 }),
    readinessProbe: probe("/readyz", { periodSeconds: 5, failureThreshold: 3 }),
    // Clients must stop sending before the peer stops answering.
    lifecycle: { preStop: { sleep: { seconds: PEER_TIMES.preStopSeconds } } },
    volumeMounts: [
      { name: CLAIM_TEMPLATE_NAME, mountPath: STORAGE_PATH },
      { name: "start", mountPath: "/start", readOnly: true },
      { name: "tmp", mountPath: "/tmp" },
    ],
  };
}

/** Probe of an endpoint that Qdrant answers without the API key (Qdrant documentation, monitoring). */
function probe(
  path: "/livez" | "/readyz",
  times: Required<Pick<Probe, "periodSeconds" | "failureThreshold">>,
): Probe {
  return { httpGet: { path, port: "http" }, timeoutSeconds: 5, ...times };
}
