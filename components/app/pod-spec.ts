import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { hostSkewMax } from "../../tiers/limits";
import { HARDENED_CONTAINER, hardenedPod } from "../shared/hardened-pod";
import type { Labels } from "../shared/labels";
import { NODE_POOL_KEY, PORTS } from "../shared/references";
import { PLACEHOLDER_COMMAND, PLACEHOLDER_MOUNT_PATH } from "./placeholder";
import { environmentOf, type EnvironmentSources } from "./environment-sources";
import { TMP_MOUNT, TMP_VOLUME, USER_ID } from "./pod-parts";
import { HEALTH_PATHS, PRE_STOP_SECONDS, TERMINATION_GRACE_SECONDS } from "./traffic";

type PodSpec = kubernetes.types.input.core.v1.PodSpec;
type Probe = kubernetes.types.input.core.v1.Probe;
type TopologySpreadConstraint = kubernetes.types.input.core.v1.TopologySpreadConstraint;

/** Between two looks at a pod that starts. */
export const STARTUP_PERIOD_SECONDS = 5;

/** What distinguishes the pods of one workload from those of another. */
export interface PodSpecValues {
  readonly selectorLabels: Labels;
  readonly serviceAccountName: pulumi.Input<string>;
  readonly image: string;
  readonly cpuRequestMillicores: number;
  /** Request and limit. */
  readonly memoryMiB: number;
  /** Pods there are at least. */
  readonly replicasMin: number;
  /** Whether a load balancer sends requests; such pods wait for their deregistration before they stop. */
  readonly behindLoadBalancer: boolean;
  /** ConfigMap of the built-in application; null for an image that brings its own. */
  readonly placeholderConfigMapName: pulumi.Input<string> | null;
  readonly sources: EnvironmentSources;
}

/**
 * Over zones as evenly as they have room; over nodes strictly, and on two at least where there are two pods, so that
 * no node takes the whole service with it. Each release is counted by itself, and nodes that are being drained or
 * belong to other pools are not counted.
 */
function topologySpread({
  replicasMin,
  selectorLabels,
}: Pick<PodSpecValues, "replicasMin" | "selectorLabels">): TopologySpreadConstraint[] {
  const common = {
    labelSelector: { matchLabels: selectorLabels },
    matchLabelKeys: ["pod-template-hash"],
    nodeTaintsPolicy: "Honor",
  };
  return [
    {
      topologyKey: "topology.kubernetes.io/zone",
      maxSkew: 1,
      whenUnsatisfiable: "ScheduleAnyway",
      ...common,
    },
    {
      topologyKey: "kubernetes.io/hostname",
      maxSkew: hostSkewMax(replicasMin),
      minDomains: 2,
      whenUnsatisfiable: "DoNotSchedule",
      ...common,
    },
  ];
}

const probe = (path: string, timing: Omit<Probe, "httpGet">): Probe => ({
  httpGet: { path, port: "http" },
  ...timing,
});

/**
 * Pods of the product. A pod receives its first request only after the data services have answered it once, so a
 * release with a wrong password never replaces one that works. Later it counts as ready while it is alive: a shared
 * database that is away for a moment must not take every pod out of service at once.
 */
export function podSpec(values: PodSpecValues): PodSpec {
  const { placeholderConfigMapName, behindLoadBalancer } = values;
  return {
    serviceAccountName: values.serviceAccountName,
    nodeSelector: { [NODE_POOL_KEY]: "app" },
    topologySpreadConstraints: topologySpread(values),
    terminationGracePeriodSeconds: TERMINATION_GRACE_SECONDS,
    ...hardenedPod(USER_ID, { fsGroup: USER_ID }),
    containers: [
      {
        name: "node",
        image: values.image,
        ...(placeholderConfigMapName === null ? {} : { command: [...PLACEHOLDER_COMMAND] }),
        ports: [{ name: "http", containerPort: PORTS.web, protocol: "TCP" }],
        ...environmentOf(values.sources),
        resources: {
          requests: { cpu: `${values.cpuRequestMillicores}m`, memory: `${values.memoryMiB}Mi` },
          limits: { memory: `${values.memoryMiB}Mi` },
        },
        startupProbe: probe(HEALTH_PATHS.ready, {
          periodSeconds: STARTUP_PERIOD_SECONDS,
          timeoutSeconds: 4,
          failureThreshold: 60,
        }),
        readinessProbe: probe(HEALTH_PATHS.alive, {
          periodSeconds: 5,
          timeoutSeconds: 3,
          failureThreshold: 2,
        }),
        livenessProbe: probe(HEALTH_PATHS.alive, {
          periodSeconds: 10,
          timeoutSeconds: 5,
          failureThreshold: 6,
        }),
        ...(behindLoadBalancer ? { lifecycle: { preStop: { sleep: { seconds: PRE_STOP_SECONDS } } } } : {}),
        securityContext: HARDENED_CONTAINER,
        volumeMounts: [
          TMP_MOUNT,
          ...(placeholderConfigMapName === null
            ? []
            : [{ name: "placeholder", mountPath: PLACEHOLDER_MOUNT_PATH, readOnly: true }]),
        ],
      },
    ],
    volumes: [
      TMP_VOLUME,
      ...(placeholderConfigMapName === null
        ? []
        : [{ name: "placeholder", configMap: { name: placeholderConfigMapName } }]),
    ],
  };
}
