import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { HARDENED_CONTAINER, hardenedPod } from "../shared/hardened-pod";
import { IMAGES } from "../shared/images";
import type { Labels } from "../shared/labels";
import { NODE_POOL_KEY, PORTS } from "../shared/references";
import { OBSERVER_NAME } from "./names";

type PodSpec = kubernetes.types.input.core.v1.PodSpec;

/** ConfigMap with the program, and its key. */
export const PROGRAM_CONFIG = { name: OBSERVER_NAME, key: "observer.cjs" } as const;

/** Keys of the Secret, which are variables of the pod. */
const SECRET_KEYS = ["POOLER_PASSWORD", "QDRANT_API_KEY", "VALKEY_PASSWORD"] as const;
export type ObserverSecret = Readonly<Record<(typeof SECRET_KEYS)[number], pulumi.Input<string>>>;

/** Where the kubelet asks how the program is. */
const HEALTH_PORT = 8080;

/** Where the metrics come from, and which of them are put. */
export interface ObserverSettings {
  readonly region: string;
  readonly metricNamespace: string;
  /** Names of the metrics that the tier pays for. */
  readonly metrics: readonly string[];
  /** Names that have the addresses of all pods of a pooler. */
  readonly poolerHosts: readonly string[];
  readonly poolerUser: string;
  readonly qdrantUrls: readonly string[];
  readonly qdrantMemoryMiB: number;
  readonly valkeyHosts: pulumi.Input<string>;
  readonly valkeyUser: string;
  readonly appHost: string;
  readonly snapshotBucket: pulumi.Input<string>;
  readonly snapshotKey: string;
  readonly databaseInstances: pulumi.Input<string>;
  /** First day on which a version of the stack is out of support. */
  readonly supportEnds: string;
}

/** Any user will do: the program writes no file. */
const USER_ID = 1000;
/** Measured with all sources asked: 37 MiB of its own, 82 with the files that it maps, which the node takes back when it must. */
const MEMORY = { request: "40Mi", limit: "96Mi" };
/** Heap of JavaScript; the rest of the limit is for Node.js itself. */
const HEAP_MIB = 40;
const MIB = 2 ** 20;

/** Pod of the program that reads what AWS does not report, and puts it into CloudWatch. */
export function observerPodSpec(settings: ObserverSettings, selectorLabels: Labels): PodSpec {
  const environment: Readonly<Record<string, pulumi.Input<string>>> = {
    AWS_REGION: settings.region,
    HEALTH_PORT: String(HEALTH_PORT),
    METRIC_NAMESPACE: settings.metricNamespace,
    METRICS: settings.metrics.join(" "),
    POOLER_HOSTS: settings.poolerHosts.join(" "),
    POOLER_PORT: String(PORTS.pooler),
    POOLER_USER: settings.poolerUser,
    QDRANT_URLS: settings.qdrantUrls.join(" "),
    QDRANT_MEMORY_BYTES: String(settings.qdrantMemoryMiB * MIB),
    VALKEY_HOSTS: settings.valkeyHosts,
    VALKEY_PORT: String(PORTS.valkey),
    VALKEY_USER: settings.valkeyUser,
    APP_HOST: settings.appHost,
    APP_METRICS_PORT: String(PORTS.metrics),
    SNAPSHOT_BUCKET: settings.snapshotBucket,
    SNAPSHOT_KEY: settings.snapshotKey,
    DATABASE_INSTANCES: settings.databaseInstances,
    SUPPORT_ENDS: settings.supportEnds,
  };
  const health = { httpGet: { path: "/healthz", port: HEALTH_PORT }, timeoutSeconds: 5 };
  const labelSelector = { matchLabels: selectorLabels };
  return {
    serviceAccountName: OBSERVER_NAME,
    nodeSelector: { [NODE_POOL_KEY]: "app" },
    ...hardenedPod(USER_ID),
    // For the new pod of a rollout, beside the old one.
    topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map(
      (topologyKey) => ({
        topologyKey,
        maxSkew: 1,
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector,
      }),
    ),
    containers: [
      {
        name: OBSERVER_NAME,
        image: IMAGES.node,
        command: ["node", `--max-old-space-size=${HEAP_MIB}`, `/program/${PROGRAM_CONFIG.key}`],
        env: [
          ...Object.entries(environment).map(([name, value]) => ({ name, value })),
          ...SECRET_KEYS.map((key) => ({
            name: key,
            valueFrom: { secretKeyRef: { name: OBSERVER_NAME, key } },
          })),
        ],
        readinessProbe: { ...health, periodSeconds: 10 },
        livenessProbe: { ...health, periodSeconds: 60, failureThreshold: 3 },
        resources: { requests: { cpu: "20m", memory: MEMORY.request }, limits: { memory: MEMORY.limit } },
        securityContext: HARDENED_CONTAINER,
        volumeMounts: [{ name: "program", mountPath: "/program", readOnly: true }],
      },
    ],
    volumes: [{ name: "program", configMap: { name: PROGRAM_CONFIG.name, defaultMode: 0o444 } }],
  };
}
