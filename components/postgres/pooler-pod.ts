import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { HARDENED_CONTAINER, hardenedPod } from "../shared/hardened-pod";
import { hostSkewMax } from "../../tiers/limits";
import { IMAGES } from "../shared/images";
import type { Labels } from "../shared/labels";
import { PORTS } from "../shared/references";
import type { PoolerResources } from "../../tiers/pooler-capacity";
import { POOLER_ADMIN, POOLER_DIRECTORY, POOLER_FILES } from "./pooler-config";

type PodSpec = kubernetes.types.input.core.v1.PodSpec;
type Container = kubernetes.types.input.core.v1.Container;
type TopologySpreadConstraint = kubernetes.types.input.core.v1.TopologySpreadConstraint;

export interface PoolerPodArgs {
  readonly selectorLabels: Labels;
  /** Pods of the service. */
  readonly replicas: number;
  readonly resources: PoolerResources;
  /** Names of the objects whose files the pod reads. */
  readonly config: pulumi.Input<string>;
  readonly certificates: pulumi.Input<string>;
  readonly users: pulumi.Input<string>;
}

/** User `postgres` of the image. */
export const POOLER_USER_ID = 70;
export const READ_ONLY_FOR_GROUP = 0o440;

/**
 * How a pod leaves, in seconds. While it still accepts, the Service forgets it (`forgotten`). SIGINT then refuses
 * new connections, lets running transactions end and exits (https://www.pgbouncer.org/usage.html#signals); what
 * is not done after `drained` more is cut off by Kubernetes's SIGTERM, which means "at once" the second time.
 */
const LEAVING_SECONDS = { forgotten: 15, drained: 45, grace: 75 };

/** Longer than a pod takes to leave, so that one at a time leaves: pools are sized for that. */
export const MIN_READY_SECONDS = LEAVING_SECONDS.forgotten + 5;

/** Between two looks whether a pod answers. */
export const READINESS_PERIOD_SECONDS = 5;

const ANSWER_SECONDS = 3;

/**
 * Whether the process itself answers the first message of a client; the kernel accepts a TCP connection also for one that
 * hangs. It asks for PgBouncer's own database, so it tells nothing of the servers: they are no reason to restart a pod.
 * `pg_isready` is in the image: Alpine's `postgresql-client` (https://github.com/edoburu/docker-pgbouncer, Dockerfile).
 */
const ANSWERS = {
  exec: {
    command: [
      "pg_isready",
      "--quiet",
      "--host=127.0.0.1",
      `--port=${PORTS.pooler}`,
      `--username=${POOLER_ADMIN}`,
      "--dbname=pgbouncer",
      `--timeout=${ANSWER_SECONDS}`,
    ],
  },
  timeoutSeconds: ANSWER_SECONDS + 2,
};

/** Pod of one PgBouncer. */
export function poolerPodSpec(args: PoolerPodArgs): PodSpec {
  return {
    ...hardenedPod(POOLER_USER_ID, { fsGroup: POOLER_USER_ID }),
    terminationGracePeriodSeconds: LEAVING_SECONDS.grace,
    // RDS names are complete; the search list would make four failing look-ups of each.
    dnsConfig: { options: [{ name: "ndots", value: "1" }] },
    topologySpreadConstraints: topologySpread(args),
    containers: [poolerContainer(args.resources)],
    volumes: [
      {
        name: "config",
        projected: {
          defaultMode: READ_ONLY_FOR_GROUP,
          sources: [
            { configMap: { name: args.config } },
            { configMap: { name: args.certificates } },
            { secret: { name: args.users } },
          ],
        },
      },
    ],
  };
}

function topologySpread({
  selectorLabels,
  replicas,
}: Pick<PoolerPodArgs, "selectorLabels" | "replicas">): TopologySpreadConstraint[] {
  const labelSelector = { matchLabels: selectorLabels };
  return [
    {
      topologyKey: "topology.kubernetes.io/zone",
      maxSkew: 1,
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector,
    },
    {
      topologyKey: "kubernetes.io/hostname",
      maxSkew: hostSkewMax(replicas),
      labelSelector,
      whenUnsatisfiable: "DoNotSchedule",
      // Else all of them go to the one node that a fresh cluster has, and stay there.
      minDomains: 2,
      // Else nodes that are tainted or being drained count as empty places, and a pod waits for them.
      nodeTaintsPolicy: "Honor",
      matchLabelKeys: ["pod-template-hash"],
    },
  ];
}

function poolerContainer({ cpuRequestMillicores, memoryMiB }: PoolerResources): Container {
  const { forgotten, drained } = LEAVING_SECONDS;
  return {
    name: "pgbouncer",
    image: IMAGES.pooler,
    command: ["/usr/bin/pgbouncer"],
    args: [`${POOLER_DIRECTORY}/${POOLER_FILES.config}`],
    ports: [{ name: "postgres", containerPort: PORTS.pooler }],
    readinessProbe: { ...ANSWERS, periodSeconds: READINESS_PERIOD_SECONDS, failureThreshold: 2 },
    livenessProbe: { ...ANSWERS, periodSeconds: 10, failureThreshold: 6 },
    lifecycle: {
      preStop: {
        exec: { command: ["/bin/sh", "-c", `sleep ${forgotten}; kill -INT 1; sleep ${drained}`] },
      },
    },
    resources: {
      requests: { cpu: `${cpuRequestMillicores}m`, memory: `${memoryMiB}Mi` },
      limits: { memory: `${memoryMiB}Mi` },
    },
    securityContext: HARDENED_CONTAINER,
    volumeMounts: [{ name: "config", mountPath: POOLER_DIRECTORY, readOnly: true }],
  };
}
